package incoming.route;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import incoming.auth.Authentication;
import incoming.auth.Keys;
import incoming.auth.LoginSettings;
import incoming.config.FileFunction;
import incoming.config.Settings;
import incoming.delivery.DeliverySettings;
import incoming.delivery.Outbox;
import incoming.event.EventSettings;
import incoming.event.Flatten;
import incoming.http.DoorComponent;
import incoming.http.DoorSettings;
import incoming.http.EndpointTable;
import incoming.http.TrustedProxies;
import incoming.jinjava.JinjavaComponent;
import incoming.route.Finding.Severity;
import incoming.target.Credentials;
import incoming.target.TargetComponent;
import incoming.target.TargetSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.util.FileUtil;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A folder of route files, and a lint with all that a route file of this product may name.
 *
 * <p>As an extension it is empty before a test, and gone after it.
 */
public final class Folder implements AfterEachCallback, AutoCloseable {
  private final Path path;
  private final CamelContext camel = new DefaultCamelContext();

  /** A new one, for an extension. */
  public Folder() {
    this(temporary());
  }

  /** One that is there, and stays. */
  public Folder(Path path) {
    this.path = path;
    Properties properties = new Properties();
    properties.setProperty("camel.server.port", "8080");
    camel.getPropertiesComponent().setInitialProperties(properties);
    camel.getPropertiesComponent().addPropertiesFunction(new FileFunction());
    camel.getRegistry().bind("deduplication", new MemoryIdempotentRepository());
    Map<String, String> values =
        new HashMap<>(
            Map.of(
                "incoming.keys.demo.secret",
                "0123456789abcdef".repeat(4),
                "incoming.keys.api.api-key",
                "0123456789abcdef",
                "incoming.keys.login.basic.user",
                "anna",
                "incoming.keys.login.basic.password",
                "0123456789abcdef",
                "incoming.delivery.allow-hosts",
                "127.0.0.1:8080"));
    for (String name : List.of("github", "meta", "slack", "stripe")) {
      values.put("incoming.keys." + name + ".signing-secret", "0123456789abcdef");
    }
    Settings settings = new Settings(values);
    Flatten flatten = new Flatten(EventSettings.read(settings));
    Map<String, Step> steps =
        new HashMap<>(
            new Authentication(
                    Keys.read(settings),
                    LoginSettings.read(settings),
                    path.resolve("data"),
                    TrustedProxies.read(settings),
                    Clock.systemUTC())
                .steps());
    Outbox outbox =
        new Outbox(DeliverySettings.read(settings), new SimpleMeterRegistry(), Clock.systemUTC());
    steps.put("flatten", options -> flatten);
    steps.put("accept", options -> outbox.accept());
    camel.addComponent("incoming", new IncomingComponent(steps, outbox));
    TargetComponent target = new TargetComponent(TargetSettings.read(settings), Credentials.none());
    camel.addComponent("http", target);
    camel.addComponent("https", target);
    camel.addComponent(
        "platform-http", new DoorComponent(new EndpointTable(), DoorSettings.read(settings), 0));
    JinjavaComponent jinjava = new JinjavaComponent();
    jinjava.setDirectory(path.toString());
    camel.addComponent("jinjava", jinjava);
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("routes");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path path() {
    return path;
  }

  public CamelContext camel() {
    return camel;
  }

  public Folder with(String name, String text) {
    try {
      Files.writeString(path.resolve(name), text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code orders.camel.yaml} with these steps, the first on line 6, each from column 11. */
  Folder orders(String... steps) {
    return with(
        "orders.camel.yaml",
        """
        - route:
            id: orders
            from:
              uri: platform-http:/in/orders
              steps:
        """
            + Stream.of(steps).map(step -> "        - " + step + "\n").collect(joining()));
  }

  /** All findings as {@code name:line:column: severity: message}. */
  public List<String> findings() {
    return findings(Severity.ERROR);
  }

  List<String> findings(Severity missing) {
    try {
      return new Lint(camel, missing)
          .folder(path).findings().stream()
              .map(finding -> finding.toString().substring(path.toString().length() + 1))
              .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void assertFindings(String... findings) {
    assertThat(findings()).containsExactly(findings);
  }

  @Override
  public void afterEach(ExtensionContext test) {
    close();
    FileUtil.removeDir(path.toFile());
  }

  @Override
  public void close() {
    camel.stop();
  }
}
