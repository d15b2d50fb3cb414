package incoming.route;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import incoming.RunningApplication;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.ObjectName;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** {@code -Dreloads=1000} for the full figure. */
class ReloadLeakIT {
  private static final int RELOADS = Integer.getInteger("reloads", 100);
  private static final int WARM_UP = 30;

  /** What a version is made of; instances that outlive theirs would be a leak. */
  private static final List<String> PARTS =
      List.of(
          "incoming.route.Version",
          "incoming.route.Reading",
          "incoming.http.DoorConsumer",
          "incoming.http.Tally",
          "incoming.jinjava.JinjavaProducer",
          "incoming.jinjava.Template",
          "incoming.target.TargetEndpoint",
          "incoming.target.TargetProducer",
          "org.apache.camel.component.http.HttpEndpoint",
          "org.apache.camel.model.RouteDefinition",
          "org.apache.camel.impl.engine.DefaultRoute",
          "org.apache.camel.impl.engine.RouteService",
          "org.apache.camel.processor.errorhandler.DefaultErrorHandler",
          "org.apache.camel.processor.idempotent.IdempotentConsumer");

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  @TempDir Path folder;

  @Test
  void reloadsLeaveNothingBehind() throws Exception {
    Path routes = Files.createDirectories(folder.resolve("routes"));
    try (Target target = new Target();
        RunningApplication app = application(routes, target)) {
      RouteFolder files = new RouteFolder(routes, target.port());
      reload(app, files, target, 2, WARM_UP);
      Map<String, Integer> before = count(app.camel());
      long heapBefore = heap();

      reload(app, files, target, WARM_UP + 1, WARM_UP + RELOADS);

      Map<String, Integer> after = count(app.camel());
      System.out.printf(
          "%d reloads: heap %d KiB before, %d KiB after; %s%n",
          RELOADS, heapBefore >> 10, heap() >> 10, after);
      assertThat(after).isEqualTo(before);
    }
  }

  private RunningApplication application(Path routes, Target target) throws Exception {
    RouteFolder files = new RouteFolder(routes, target.port());
    files.template("edited", 1);
    files.inPlace("edited", 1);
    return RunningApplication.in(folder)
        .property("incoming.routes.scan-interval", "10ms")
        .property("incoming.http.workers", "2")
        .start();
  }

  /** One change of each kind in turn, with a request to every version. */
  private static void reload(
      RunningApplication app, RouteFolder files, Target target, int first, int last)
      throws Exception {
    for (int version = first; version <= last; version++) {
      if (version % 20 == 0) {
        files.delete("edited");
        awaitStatus(app, 404);
        files.inPlace("edited", version);
      } else {
        switch (version % 3) {
          case 0 -> files.template("edited", version);
          case 1 -> files.rename("edited", version);
          default -> {
            files.broken("edited");
            files.inPlace("edited", version);
          }
        }
      }
      int expected = version;
      Awaitility.await()
          .pollInterval(Duration.ofMillis(5))
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                int n = NUMBERS.incrementAndGet();
                app.post("/in/edited", "{\"n\": " + n + "}");
                return target.versionOf(n) == expected;
              });
    }
    Awaitility.await().until(() -> app.camel().getRoutes().size() == 1);
  }

  private static void awaitStatus(RunningApplication app, int status) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(5))
        .until(() -> app.post("/in/edited", "{\"n\": 0}").statusCode() == status);
  }

  private static Map<String, Integer> count(CamelContext camel) throws Exception {
    Map<String, Integer> counts = new LinkedHashMap<>();
    counts.put("routes", camel.getRoutes().size());
    counts.put("route definitions", ((ModelCamelContext) camel).getRouteDefinitions().size());
    counts.put("endpoints", camel.getEndpoints().size());
    counts.put("registry entries", camel.getRegistry().findByType(Object.class).size());
    counts.put(
        "exchange factories",
        camel.getCamelContextExtension().getExchangeFactoryManager().getConsumerCounter());
    counts.put("MBeans", ManagementFactory.getPlatformMBeanServer().getMBeanCount());
    counts.put("loggers of integrations", loggers());
    counts.put("threads of the application", threads());
    String histogram = histogram();
    PARTS.forEach(part -> counts.put(part, instances(histogram, part)));
    return counts;
  }

  /** Those whose name is no class's: a class may be used for the first time at any reload. */
  private static int loggers() {
    return (int)
        ((LoggerContext) LoggerFactory.getILoggerFactory())
            .getLoggerList().stream().filter(logger -> !logger.getName().contains(".")).count();
  }

  /** Without those of the JVM, the client and the target, which come and go. */
  private static int threads() {
    return (int)
        Thread.getAllStackTraces().keySet().stream()
            .map(Thread::getName)
            .filter(
                name ->
                    name.startsWith("Camel")
                        || name.startsWith("vert.x")
                        || name.startsWith("incoming")
                        || name.startsWith("delivery"))
            .count();
  }

  /** Counts live objects only, after a collection of its own. */
  private static String histogram() throws Exception {
    return (String)
        ManagementFactory.getPlatformMBeanServer()
            .invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"),
                "gcClassHistogram",
                new Object[] {new String[0]},
                new String[] {String[].class.getName()});
  }

  private static int instances(String histogram, String type) {
    Matcher line =
        Pattern.compile("(?m)^ *\\d+: +(\\d+) +\\d+ +" + Pattern.quote(type) + "( |$)")
            .matcher(histogram);
    return line.find() ? Integer.parseInt(line.group(1)) : 0;
  }

  private static long heap() throws Exception {
    Matcher total = Pattern.compile("(?m)^Total +\\d+ +(\\d+)").matcher(histogram());
    assertThat(total.find()).isTrue();
    return Long.parseLong(total.group(1));
  }
}
