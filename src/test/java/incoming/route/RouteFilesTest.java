package incoming.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import incoming.config.Settings;
import incoming.delivery.DeliverySettings;
import incoming.delivery.Outbox;
import incoming.event.EventSettings;
import incoming.event.Flatten;
import incoming.http.DoorComponent;
import incoming.http.DoorSettings;
import incoming.http.EndpointTable;
import incoming.jinjava.JinjavaComponent;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.LifecycleStrategySupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

class RouteFilesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Settings DEFAULTS = new Settings(Map.of());

  @TempDir Path folder;

  private Path routes;
  private Path copies;
  private DefaultCamelContext camel;
  private RouteFiles files;
  private Instant now = NOW;
  private Set<String> keys = Set.of();

  @BeforeEach
  void prepare() throws IOException {
    routes = Files.createDirectory(folder.resolve("routes"));
    copies = folder.resolve("last-good");
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  /** A new process, as far as route files can tell. */
  private void start() {
    if (camel != null) {
      camel.stop();
    }
    camel = new DefaultCamelContext();
    EndpointTable table = new EndpointTable();
    Reads reads = new Reads();
    JinjavaComponent jinjava = new JinjavaComponent(reads::open);
    jinjava.setDirectory(routes.toString());
    Flatten flatten = new Flatten(EventSettings.read(DEFAULTS));
    camel.addComponent("platform-http", new DoorComponent(table, DoorSettings.read(DEFAULTS), 0));
    Outbox outbox =
        new Outbox(DeliverySettings.read(DEFAULTS), new SimpleMeterRegistry(), Clock.systemUTC());
    camel.addComponent(
        "incoming",
        new IncomingComponent(
            Map.of("flatten", options -> flatten, "keyed", options -> keyed()), outbox));
    camel.addComponent("jinjava", jinjava);
    camel.addComponent("unstartable", new Unstartable());
    camel.start();
    files =
        new RouteFiles(
            camel,
            routes,
            copies,
            table,
            outbox.table(),
            reads,
            RouteSettings.read(DEFAULTS),
            () -> keys,
            new SimpleMeterRegistry(),
            () -> now);
    files.load();
  }

  /** A step that needs the key "shop". */
  private Processor keyed() {
    if (!keys.contains("shop")) {
      throw new NotDeclaredException("there is no key shop");
    }
    return exchange -> {};
  }

  /** An endpoint that passes every check and fails when its route starts. */
  private static final class Unstartable extends DefaultComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> options) {
      return new DefaultEndpoint(uri, this) {
        @Override
        public Producer createProducer() {
          throw new IllegalStateException("it does not start");
        }

        @Override
        public Consumer createConsumer(Processor processor) {
          throw new UnsupportedOperationException();
        }
      };
    }
  }

  private void look(int times) throws IOException {
    for (int i = 0; i < times; i++) {
      files.look();
      now = now.plusMillis(500);
    }
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(routes.resolve(name), text);
  }

  private static String route(String id, String path, String... steps) {
    return """
    - route:
        id: %s
        from:
          uri: platform-http:/in/%s
          parameters: {httpMethodRestrict: POST, consumes: application/json}
          steps:
            - to: incoming:flatten
    """
            .formatted(id, path)
        + String.join("\n", Stream.of(steps).map(step -> "        - " + step).toList());
  }

  private IntegrationState state(String name) {
    return files.states().stream()
        .filter(state -> state.integration().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private int version(String name) {
    return state(name).running().orElseThrow().version();
  }

  private List<String> routeIds() {
    return camel.getRoutes().stream().map(Route::getId).toList();
  }

  @Test
  void fileIsLoadedUnderItsVersionAndGroup() throws IOException {
    write("orders.camel.yaml", route("orders", "orders", "log: one"));

    start();

    assertThat(routeIds()).containsExactly("orders@1");
    assertThat(camel.getRoute("orders@1").getGroup()).isEqualTo("orders");
    assertThat(state("orders").problem()).isEmpty();
    assertThat(state("orders").running().orElseThrow())
        .satisfies(running -> assertThat(running.loadedAt()).isEqualTo(NOW))
        .satisfies(running -> assertThat(running.lastGood()).isFalse());
    assertThat(files.isLoaded()).isTrue();
  }

  @Test
  void changeIsLoadedOnceTwoLooksAgree() throws IOException {
    write("orders.camel.yaml", route("orders", "orders", "log: one"));
    start();

    write("orders.camel.yaml", route("orders", "orders", "log: tw"));
    look(1);
    write("orders.camel.yaml", route("orders", "orders", "log: two"));
    look(1);
    assertThat(version("orders")).isOne();
    look(1);

    assertThat(version("orders")).isEqualTo(2);
    look(1);
    assertThat(routeIds()).containsExactly("orders@2");
  }

  @Test
  void fileThatIsWrittenWithTheSameContentIsNotLoadedAgain() throws IOException {
    write("orders.camel.yaml", route("orders", "orders", "log: one"));
    start();

    Files.setLastModifiedTime(routes.resolve("orders.camel.yaml"), FileTime.from(NOW));
    look(3);

    assertThat(version("orders")).isOne();
  }

  @Test
  void fileThatLacksAKeyRunsOnceThereIsOne() throws IOException {
    write("orders.camel.yaml", route("orders", "orders", "to: incoming:keyed"));
    start();
    assertThat(state("orders").problem().orElseThrow()).contains("there is no key shop");

    keys = Set.of("crm");
    look(1);
    assertThat(state("orders").running()).isEmpty();
    keys = Set.of("crm", "shop");
    look(1);

    assertThat(state("orders").problem()).isEmpty();
    assertThat(version("orders")).isOne();
    keys = Set.of();
    look(3);
    assertThat(version("orders")).isOne();
  }

  @Test
  void brokenChangeIsToldAndTouchesNothing() throws IOException {
    write("orders.camel.yaml", route("orders", "orders", "log: one"));
    start();
    List<Route> before = camel.getRoutes();

    write("orders.camel.yaml", route("orders", "orders", "setBodyy: {constant: two}"));
    look(3);

    assertThat(camel.getRoutes()).isEqualTo(before);
    assertThat(state("orders").problem().orElseThrow()).contains("setBodyy");
    assertThat(version("orders")).isOne();
  }

  @Test
  void changeBackToWhatRunsEndsTheProblem() throws IOException {
    write("orders.camel.yaml", route("orders", "orders", "log: one"));
    start();
    write("orders.camel.yaml", "- broken");
    look(2);

    write("orders.camel.yaml", route("orders", "orders", "log: one"));
    look(2);

    assertThat(state("orders").problem()).isEmpty();
    assertThat(version("orders")).isOne();
  }

  @Test
  void versionThatDoesNotStartLeavesNothingBehind() throws IOException {
    write("orders.camel.yaml", route("orders", "orders", "log: one"));
    start();
    List<Route> routesBefore = camel.getRoutes();
    List<Endpoint> endpointsBefore = List.copyOf(camel.getEndpoints());

    write(
        "orders.camel.yaml",
        route("orders", "orders", "log: two")
            + "\n"
            + route("orders-delivery", "elsewhere", "to: unstartable:x"));
    look(2);

    assertThat(state("orders").problem()).contains("it does not start");
    assertThat(camel.getRoutes()).isEqualTo(routesBefore);
    assertThat(camel.getRouteDefinitions()).hasSize(1);
    assertThat(camel.getEndpoints()).containsExactlyInAnyOrderElementsOf(endpointsBefore);
  }

  private List<String> rehearsed(String text) {
    return files
        .rehearse("orders.camel.yaml", Map.of("orders.camel.yaml", text.getBytes(UTF_8)))
        .stream()
        .map(finding -> finding.severity() + ": " + finding.message())
        .toList();
  }

  @Test
  void whatLintsCleanAndCannotBeBuiltIsFoundBeforeItIsPublished() throws IOException {
    write("orders.camel.yaml", route("orders", "orders", "log: one"));
    start();
    String text =
        route("orders", "orders", "doTry: {steps: [{log: x}], doCatch: [{exception: [no.Such]}]}");

    assertThat(files.check("orders.camel.yaml", Map.of("orders.camel.yaml", text.getBytes(UTF_8))))
        .isEmpty();
    assertThat(rehearsed(text))
        .singleElement()
        .asString()
        .startsWith("error: cannot be built: ")
        .contains("no.Such");
  }

  @Test
  void rehearsalLeavesNothingInTheContextThatRuns() throws IOException {
    write("orders.camel.yaml", route("orders", "orders", "log: one", "to: log:same"));
    start();
    List<Endpoint> endpointsBefore = List.copyOf(camel.getEndpoints());
    List<ThreadPoolExecutor> pools = new ArrayList<>();
    camel.addLifecycleStrategy(
        new LifecycleStrategySupport() {
          @Override
          public void onThreadPoolAdd(
              CamelContext context,
              ThreadPoolExecutor pool,
              String id,
              String sourceId,
              String routeId,
              String profile) {
            pools.add(pool);
          }
        });

    int strategies = camel.getLifecycleStrategies().size();

    assertThat(
            rehearsed(
                route(
                    "orders",
                    "orders",
                    "to: log:same",
                    "to: log:other",
                    "wireTap: {uri: log:tapped}")))
        .isEmpty();

    assertThat(pools).isNotEmpty().allMatch(ThreadPoolExecutor::isShutdown);
    assertThat(camel.getEndpoints()).containsExactlyInAnyOrderElementsOf(endpointsBefore);
    assertThat(camel.getRouteDefinitions()).hasSize(1);
    assertThat(routeIds()).containsExactly("orders@1");
    assertThat(camel.getLifecycleStrategies()).hasSize(strategies);
  }

  @Test
  void rehearsalLeavesTheBeansThatRunAlone() throws IOException {
    String beans = "\n- beans: [{name: shop, type: java.util.Date}]";
    write("orders.camel.yaml", route("orders", "orders", "log: one") + beans);
    start();
    Object bean = camel.getRegistry().lookupByName("shop");

    assertThat(rehearsed(route("orders", "orders", "log: two") + beans)).isEmpty();

    assertThat(bean).isNotNull().isSameAs(camel.getRegistry().lookupByName("shop"));
  }

  @Test
  void templateIsAPartOfTheIntegration() throws IOException {
    write("orders.json.j2", "{\"v\": 1}");
    write("orders.camel.yaml", route("orders", "orders", "to: jinjava:orders.json.j2"));
    start();

    write("orders.json.j2", "{\"v\": 2}");
    look(2);
    assertThat(version("orders")).isEqualTo(2);

    write("orders.json.j2", "{\"v\": {{");
    look(2);
    assertThat(version("orders")).isEqualTo(2);
    assertThat(state("orders").problem().orElseThrow()).contains("orders.json.j2");
  }

  @Test
  void includedTemplateAndResourceFileArePartsOfTheIntegration() throws IOException {
    Path elsewhere = Files.writeString(folder.resolve("text.txt"), "one");
    write("part.json.j2", "1");
    write("orders.json.j2", "{\"v\": {% include 'part.json.j2' %}}");
    write(
        "orders.camel.yaml",
        route(
            "orders",
            "orders",
            "to: jinjava:orders.json.j2",
            "setBody: {constant: 'resource:file:" + elsewhere + "'}"));
    start();

    write("part.json.j2", "2");
    look(2);
    assertThat(version("orders")).isEqualTo(2);

    Files.writeString(elsewhere, "two");
    look(2);
    assertThat(version("orders")).isEqualTo(3);
  }

  @Test
  void templateThatWasMissingIsNoticed() throws IOException {
    write("orders.camel.yaml", route("orders", "orders", "to: jinjava:orders.json.j2"));
    start();
    assertThat(state("orders").running()).isEmpty();

    write("orders.json.j2", "{}");
    look(2);

    assertThat(version("orders")).isOne();
  }

  @Test
  void secondFileWithAPathIsRefusedAndRunsOnceTheFirstIsGone() throws IOException {
    write("one.camel.yaml", route("one", "shared", "log: one"));
    start();

    write("another.camel.yaml", route("another", "shared", "log: two"));
    look(2);
    assertThat(state("another").problem().orElseThrow()).contains("/in/shared");
    assertThat(version("one")).isOne();

    Files.delete(routes.resolve("one.camel.yaml"));
    look(4);
    assertThat(routeIds()).containsExactly("another@1");
    assertThat(files.states()).hasSize(1);
  }

  @Test
  void pathMovesBetweenTwoFilesThatChangeTogether() throws IOException {
    write("one.camel.yaml", route("one", "first", "log: x"));
    write("two.camel.yaml", route("two", "moving", "log: x"));
    start();

    write("one.camel.yaml", route("one", "moving", "log: x"));
    write("two.camel.yaml", route("two", "second", "log: x"));
    look(2);

    assertThat(state("one").problem()).isEmpty();
    assertThat(state("two").problem()).isEmpty();
    assertThat(version("one")).isEqualTo(2);
  }

  @Test
  void fileThatCannotBeLookedAtIsRefusedAloneAndTheOthersAreLoaded() throws IOException {
    write("orders.json.j2", "{}");
    write("orders.camel.yaml", route("orders", "orders", "to: jinjava:orders.json.j2"));
    start();
    Path template = routes.resolve("orders.json.j2");
    Files.delete(template);
    Files.createSymbolicLink(template, template);

    write("other.camel.yaml", route("other", "other", "log: x"));
    look(3);

    assertThat(version("other")).isOne();
    assertThat(state("orders").problem().orElseThrow()).contains("orders.json.j2");
    assertThat(version("orders")).isOne();
    Files.delete(template);
    write("orders.json.j2", "{}");
    look(3);
    assertThat(state("orders").problem()).isEmpty();
  }

  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = ThreadMode.SEPARATE_THREAD)
  void templateThatIsNoFileIsRefusedAndNotWaitedFor() throws Exception {
    Path pipe = routes.resolve("orders.json.j2");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    write("orders.camel.yaml", route("orders", "orders", "to: jinjava:orders.json.j2"));

    start();

    assertThat(state("orders").problem().orElseThrow()).contains("orders.json.j2");
  }

  @Test
  void integrationMovesToAFileOfAnotherNameInOneLook() throws IOException {
    write("one.camel.yaml", route("one", "shared", "log: one"));
    start();

    write("two.camel.yaml", route("two", "shared", "log: two"));
    Files.delete(routes.resolve("one.camel.yaml"));
    look(2);
    assertThat(routeIds()).containsExactly("one@1");
    assertThat(state("two").problem()).isEmpty();
    look(1);

    assertThat(files.states()).extracting(IntegrationState::integration).containsExactly("two");
    look(1);
    assertThat(routeIds()).containsExactly("two@1");
  }

  @Test
  void oldFileServesUntilTheNewOneIsWhole() throws IOException {
    write("one.camel.yaml", route("one", "shared", "log: one"));
    start();

    Files.delete(routes.resolve("one.camel.yaml"));
    look(2);
    write("two.camel.yaml", route("two", "shared", "log: two"));
    look(1);
    assertThat(routeIds()).containsExactly("one@1");
    look(2);

    assertThat(routeIds()).containsExactly("two@1");
  }

  @Test
  void fileThatIsDeletedToBeReplacedIsNotTakenForDeleted() throws IOException {
    write("orders.camel.yaml", route("orders", "orders", "log: one"));
    start();

    Files.delete(routes.resolve("orders.camel.yaml"));
    look(2);
    assertThat(version("orders")).isOne();
    write("orders.camel.yaml", route("orders", "orders", "log: two"));
    look(2);

    assertThat(version("orders")).isEqualTo(2);
    look(1);
    assertThat(routeIds()).containsExactly("orders@2");
  }

  @Test
  void fileThatComesBackHasAVersionOfItsOwn() throws IOException {
    write("orders.camel.yaml", route("orders", "orders", "log: one"));
    start();
    Files.delete(routes.resolve("orders.camel.yaml"));
    look(3);
    assertThat(files.states()).isEmpty();
    write("orders.camel.yaml", route("orders", "orders", "log: one"));
    look(2);

    assertThat(version("orders")).isEqualTo(2);
  }

  @Test
  void brokenFileRunsFromItsLastGoodCopyAfterARestart() throws IOException {
    write("orders.json.j2", "{\"v\": 1}");
    write("orders.camel.yaml", route("orders", "orders", "to: jinjava:orders.json.j2"));
    start();
    String good = state("orders").running().orElseThrow().hash();
    Files.delete(routes.resolve("orders.json.j2"));

    start();

    assertThat(state("orders").problem().orElseThrow()).contains("orders.json.j2");
    assertThat(state("orders").running().orElseThrow())
        .satisfies(running -> assertThat(running.hash()).isEqualTo(good))
        .satisfies(running -> assertThat(running.lastGood()).isTrue());

    write("orders.json.j2", "{\"v\": 2}");
    look(2);
    assertThat(state("orders").problem()).isEmpty();
    assertThat(state("orders").running().orElseThrow().lastGood()).isFalse();
  }

  @Test
  void copyThatWasTornIsNotTakenForGood() throws IOException {
    write("orders.camel.yaml", route("orders", "orders", "log: one"));
    start();
    try (Stream<Path> all = Files.walk(copies)) {
      Path copy = all.filter(Files::isRegularFile).findFirst().orElseThrow();
      Files.writeString(copy, Files.readString(copy).substring(0, 120));
    }
    write("orders.camel.yaml", "- broken");

    start();

    assertThat(state("orders").running()).isEmpty();
    assertThat(routeIds()).isEmpty();
  }

  @Test
  void fileThatWasDeletedWhileNothingRanDoesNotComeBack() throws IOException {
    write("orders.camel.yaml", route("orders", "orders", "log: one"));
    start();
    Files.delete(routes.resolve("orders.camel.yaml"));
    start();
    assertThat(files.states()).isEmpty();

    write("orders.camel.yaml", "- broken");
    start();

    assertThat(state("orders").running()).isEmpty();
  }

  @Test
  void lastGoodCopyEndsWithItsFile() throws IOException {
    write("orders.camel.yaml", route("orders", "orders", "log: one"));
    start();
    assertThat(copies.resolve("orders")).isNotEmptyDirectory();

    Files.delete(routes.resolve("orders.camel.yaml"));
    look(3);

    assertThat(copies.resolve("orders")).doesNotExist();
  }

  @Test
  void hiddenFilesOfEditorsAreLeftAlone() throws IOException {
    write(".orders.camel.yaml", route("orders", "orders", "log: one"));
    Files.createSymbolicLink(routes.resolve(".#orders.camel.yaml"), Path.of("nowhere"));

    start();
    look(2);

    assertThat(files.states()).isEmpty();
  }
}
