package incoming.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incoming.config.Settings;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.function.IntSupplier;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EndpointTableTest {
  private final MeterRegistry registry = new SimpleMeterRegistry();
  private final EndpointTable table = new EndpointTable(new RequestMeters(registry));
  private final DefaultCamelContext camel = new DefaultCamelContext();

  @BeforeEach
  void start() {
    camel.addComponent(
        "platform-http", new DoorComponent(table, DoorSettings.read(new Settings(Map.of())), 0));
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  private void route(String id, String group, String path, String methods) throws Exception {
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            var route =
                from("platform-http:" + path + "?httpMethodRestrict=" + methods).routeId(id);
            if (group != null) {
              route.routeGroup(group);
            }
            route.setBody().constant(id);
          }
        });
  }

  private void stop(String id) throws Exception {
    camel.getRouteController().stopRoute(id);
    camel.removeRoute(id);
  }

  private String routeAt(String path, String method) {
    EndpointTable.Endpoint endpoint = table.find(path);
    return endpoint == null ? null : endpoint.consumers().get(method).getRouteId();
  }

  @Test
  void routeOfNoIntegrationIsServedAtOnce() throws Exception {
    route("alone", null, "/a", "POST");

    assertThat(routeAt("/a", "POST")).isEqualTo("alone");
  }

  @Test
  void integrationIsServedOnceItIsPublished() throws Exception {
    route("orders@1", "orders", "/in/a", "POST");
    assertThat(table.find("/in/a")).isNull();

    table.publish("orders");

    assertThat(routeAt("/in/a", "POST")).isEqualTo("orders@1");
  }

  @Test
  void allPathsAndMethodsOfAnIntegrationChangeInOneStep() throws Exception {
    route("orders@1", "orders", "/in/a", "GET,POST");
    table.publish("orders");
    route("orders@2", "orders", "/in/a", "POST");
    route("more@2", "orders", "/in/b", "POST");
    assertThat(routeAt("/in/a", "POST")).isEqualTo("orders@1");
    assertThat(table.find("/in/b")).isNull();

    table.publish("orders");

    assertThat(routeAt("/in/a", "POST")).isEqualTo("orders@2");
    assertThat(table.find("/in/a").allow()).isEqualTo("POST");
    assertThat(routeAt("/in/b", "POST")).isEqualTo("more@2");
  }

  @Test
  void stopOfTheOldVersionLeavesTheNewOneServed() throws Exception {
    route("orders@1", "orders", "/in/a", "POST");
    table.publish("orders");
    route("orders@2", "orders", "/in/a", "POST");
    table.publish("orders");

    stop("orders@1");

    assertThat(routeAt("/in/a", "POST")).isEqualTo("orders@2");
    assertThat(table.find("/in/a").consumers().get("POST").requests().enter()).isTrue();
  }

  @Test
  void versionThatNeverWasPublishedLeavesTheOldOneServed() throws Exception {
    route("orders@1", "orders", "/in/a", "POST");
    table.publish("orders");
    route("orders@2", "orders", "/in/a", "POST");

    stop("orders@2");
    table.publish("others");

    assertThat(routeAt("/in/a", "POST")).isEqualTo("orders@1");
  }

  @Test
  void requestIsCountedUntilItLeavesAndNoneEntersWhatIsRetired() throws Exception {
    route("orders@1", "orders", "/in/a", "POST");
    table.publish("orders");
    DoorConsumer old = table.find("/in/a").consumers().get("POST");
    assertThat(old.requests().enter()).isTrue();
    route("orders@2", "orders", "/in/a", "POST");

    IntSupplier requests = table.publish("orders");

    assertThat(old.requests().enter()).isFalse();
    assertThat(requests.getAsInt()).isOne();
    old.requests().leave();
    assertThat(requests.getAsInt()).isZero();
  }

  @Test
  void pathAndMethodOfAnotherIntegrationAreRefused() throws Exception {
    route("orders@1", "orders", "/in/a", "GET,POST");
    table.publish("orders");

    assertThatThrownBy(() -> route("thief@1", "thief", "/in/a", "POST,PUT"))
        .hasStackTraceContaining("POST /in/a is already served by route orders");
    route("other@1", "other", "/in/a", "PUT");
    table.publish("other");

    assertThat(routeAt("/in/a", "POST")).isEqualTo("orders@1");
    assertThat(routeAt("/in/a", "PUT")).isEqualTo("other@1");
  }

  @Test
  void formerPathIsServedAndTakenLikeItsOwn() throws Exception {
    route(
        "orders@1", "orders", "/in/a", "POST&formerPath=/in/was&formerUntil=2026-12-31T12:00:00Z");
    table.publish("orders");

    assertThat(routeAt("/in/was", "POST")).isEqualTo("orders@1");
    assertThatThrownBy(() -> route("thief@1", "thief", "/in/was", "POST"))
        .hasStackTraceContaining("POST /in/was is already served by route orders");
    DoorConsumer consumer = table.find("/in/was").consumers().get("POST");
    long until = Instant.parse("2026-12-31T12:00:00Z").toEpochMilli();
    assertThat(consumer.isOver("/in/was", until - 1)).isFalse();
    assertThat(consumer.isOver("/in/was", until)).isTrue();
    assertThat(consumer.isOver("/in/a", until)).isFalse();
  }

  @Test
  void integrationThatLeavesGivesItsPathsAwayWithoutAGap() throws Exception {
    route("before@1", "before", "/in/a", "POST");
    table.publish("before");
    table.leaving("before");
    route("after@1", "after", "/in/a", "POST");
    assertThat(routeAt("/in/a", "POST")).isEqualTo("before@1");

    table.publish("after");
    assertThat(routeAt("/in/a", "POST")).isEqualTo("after@1");
    table.withdraw("before");

    assertThat(routeAt("/in/a", "POST")).isEqualTo("after@1");
  }

  @Test
  void unavailablePathIsKnownWithoutAConsumerUntilItsIntegrationRuns() throws Exception {
    table.unavailable("orders", Set.of("/in/a"));
    assertThat(table.find("/in/a").consumers()).isEmpty();

    route("orders@1", "orders", "/in/b", "POST");
    table.publish("orders");

    assertThat(table.find("/in/a")).isNull();
  }

  private Collection<Counter> series(String integration) {
    return registry.find("incoming.requests").tag("integration", integration).counters();
  }

  private Tally tallyAt(String path) {
    return table.find(path).consumers().get("POST").tally();
  }

  @Test
  void countsGoOnInTheNextVersionOfAnIntegration() throws Exception {
    route("orders@1", "orders", "/in/a", "POST");
    table.publish("orders");
    tallyAt("/in/a").count(Outcome.ACCEPTED);
    route("orders@2", "orders", "/in/b", "POST");
    table.publish("orders");
    stop("orders@1");
    tallyAt("/in/b").count(Outcome.ACCEPTED);

    assertThat(series("orders")).extracting(Counter::count).containsExactlyInAnyOrder(2.0, 0.0);
  }

  @Test
  void withdrawnIntegrationLeavesNoSeriesEvenIfARequestEndsAfterwards() throws Exception {
    route("orders@1", "orders", "/in/a", "POST");
    table.publish("orders");
    Tally tally = tallyAt("/in/a");

    table.withdraw("orders");
    tally.count(Outcome.ACCEPTED);
    tally.count(Outcome.of(400, "not-json"));

    assertThat(series("orders")).isEmpty();
  }

  @Test
  void integrationThatComesBackBeginsAnew() throws Exception {
    route("orders@1", "orders", "/in/a", "POST");
    table.publish("orders");
    tallyAt("/in/a").count(Outcome.ACCEPTED);
    table.withdraw("orders");
    stop("orders@1");
    route("orders@2", "orders", "/in/a", "POST");
    table.publish("orders");

    assertThat(series("orders")).extracting(Counter::count).containsExactly(0.0, 0.0);
  }

  @Test
  void integrationWithoutAPathHasNoSeries() {
    table.publish("timer");
    table.unavailable("unread", Set.of());

    assertThat(registry.find("incoming.requests").counters()).isEmpty();
  }

  @Test
  void unavailableIntegrationCountsUnderItsName() {
    table.unavailable("orders", Set.of("/in/a"));

    table.find("/in/a").tally().count(Problems.UNAVAILABLE.answer().outcome());

    assertThat(
            registry
                .get("incoming.requests")
                .tags("integration", "orders", "outcome", "refused")
                .tag("reason", "integration-unavailable")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void withdrawnIntegrationIsUnknown() throws Exception {
    route("orders@1", "orders", "/in/a", "POST");
    table.publish("orders");

    table.withdraw("orders");

    assertThat(table.find("/in/a")).isNull();
  }
}
