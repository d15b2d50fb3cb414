package incoming.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import incoming.config.Settings;
import incoming.event.EventSettings;
import incoming.event.Events;
import incoming.event.Flatten;
import incoming.route.Finding;
import incoming.sample.TryResult.Outcome;
import incoming.sample.TryResult.Tried;
import incoming.target.Credentials;
import incoming.target.OutgoingRequest;
import incoming.target.TargetComponent;
import incoming.target.TargetSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.ProcessorEndpoint;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TriesTest {
  @TempDir Path routes;

  private final CamelContext camel = new DefaultCamelContext();
  private final CountDownLatch held = new CountDownLatch(1);
  private final MemoryIdempotentRepository repository = new MemoryIdempotentRepository();
  private Tries tries;

  @BeforeEach
  void start() {
    Settings settings = new Settings(Map.of("incoming.delivery.allow-hosts", "127.0.0.1"));
    TargetComponent target = new TargetComponent(TargetSettings.read(settings), Credentials.none());
    camel.addComponent("http", target);
    repository.start();
    camel.getRegistry().bind("deduplication", repository);
    camel.addComponent(
        "incoming",
        new DefaultComponent() {
          @Override
          protected Endpoint createEndpoint(String uri, String name, Map<String, Object> options) {
            return new ProcessorEndpoint(uri, this, exchange -> held.await());
          }
        });
    Flatten flatten = new Flatten(EventSettings.read(settings));
    Samples samples = new Samples(camel, flatten, 1 << 20, Clock.systemUTC());
    tries = new Tries(camel, routes, samples, Clock.systemUTC());
  }

  @AfterEach
  void stop() {
    held.countDown();
    tries.close();
    camel.stop();
  }

  private static Candidate candidate(Map<String, String> templates, String... steps) {
    return new Candidate(
        "orders",
        """
        - route:
            id: orders
            from:
              uri: platform-http:/in/a
              steps:
                - %s
        """
            .formatted(String.join("\n        - ", steps)),
        templates);
  }

  private Tried tried(Candidate candidate, Object body) {
    return (Tried) tries.run(candidate, new Sample(Events.of(body)), false).join();
  }

  @Test
  void templateThatIsNotTheCandidatesIsThatOfTheFolder() throws IOException {
    Files.writeString(routes.resolve("shared.json.j2"), "{\"from\": \"folder\"}");
    Files.writeString(routes.resolve("own.json.j2"), "{\"from\": \"folder\"}");
    Candidate candidate =
        candidate(
            Map.of("own.json.j2", "{% include 'shared.json.j2' %}"),
            "to: incoming:flatten",
            "to: jinjava:own.json.j2",
            "to: http://127.0.0.1/a?httpMethod=POST",
            "to: jinjava:shared.json.j2",
            "to: http://127.0.0.1/b?httpMethod=PUT");

    Tried tried = tried(candidate, Map.of());

    assertThat(tried.findings()).isEmpty();
    assertThat(tried.requests())
        .extracting(OutgoingRequest::method, OutgoingRequest::url, OutgoingRequest::body)
        .containsExactly(
            tuple("POST", "http://127.0.0.1/a", "{\"from\": \"folder\"}"),
            tuple("PUT", "http://127.0.0.1/b", "{\"from\": \"folder\"}"));
  }

  @Test
  void failureWithoutTheQueueIsThatOfTheRequest() {
    Candidate candidate =
        candidate(
            Map.of("own.json.j2", "{{ request.body.nothing }}"),
            "to: incoming:flatten",
            "to: jinjava:own.json.j2",
            "to: http://127.0.0.1/a?httpMethod=POST");

    Tried tried = tried(candidate, Map.of());

    assertThat(tried.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(tried.status()).isEqualTo(500);
    assertThat(tried.findings()).singleElement().matches(Finding::isError);
  }

  @Test
  void filterThatCannotBeComputedIsAFailure() {
    Candidate candidate =
        candidate(
            Map.of(),
            "to: incoming:flatten",
            "filter: {jsonpath: '$.body[?(@.a == 1)]', steps: [{to: 'incoming:accept'}]}");

    Tried tried = tried(candidate, "no object");

    assertThat(tried.outcome()).isIn(Outcome.FAILED, Outcome.FILTERED);
    assertThat(tried.filters()).singleElement().matches(filter -> !filter.passed());
  }

  @Test
  void valueThatTheAddressNeedsIsMissedInTheRouteFile() {
    Candidate candidate =
        candidate(
            Map.of(), "to: incoming:flatten", "to: http://127.0.0.1/a/{body.id}?httpMethod=GET");

    assertThat(tried(candidate, Map.of()).findings())
        .singleElement()
        .asString()
        .startsWith("orders.camel.yaml:1:1: error: ")
        .contains("needs body.id, which the event does not have");
    assertThat(tried(candidate, Map.of("id", "a/b")).requests())
        .extracting(OutgoingRequest::url)
        .containsExactly("http://127.0.0.1/a/a%2Fb");
  }

  @Test
  void textThatIsNotJsonIsMissedInItsTemplate() {
    Candidate candidate =
        candidate(
            Map.of("own.json.j2", "{\"a\": }"),
            "to: incoming:flatten",
            "to: jinjava:own.json.j2",
            "to: http://127.0.0.1/a?httpMethod=POST");

    assertThat(tried(candidate, Map.of()).findings())
        .singleElement()
        .asString()
        .startsWith("own.json.j2:1:1: error: ")
        .doesNotContain("own.json.j2: ");
  }

  @Test
  void hashThatIsNoneIsRefusedWithTheReason() {
    Candidate candidate =
        candidate(
            Map.of(),
            "to: incoming:flatten",
            "idempotentConsumer: {idempotentRepository: deduplication, expression: {language:"
                + " {language: hash, expression: 'body.id, eventId'}}, steps: [{to:"
                + " 'incoming:accept'}]}");

    assertThat(tries.run(candidate, new Sample(Events.of(Map.of("id", 1L))), false).join())
        .isInstanceOfSatisfying(
            TryResult.Refused.class,
            refused -> assertThat(refused.problem().detail()).contains("has eventId"));
  }

  @Test
  void hashOfNothingIsNewAndNotLookedUp() {
    Candidate candidate =
        candidate(
            Map.of(),
            "to: incoming:flatten",
            "idempotentConsumer: {idempotentRepository: deduplication, expression: {language:"
                + " {language: hash, expression: body.id}}, steps: [{to: 'incoming:accept'}]}");

    Tried nothing = tried(candidate, Map.of());
    assertThat(nothing.hash().orElseThrow().hash()).isEmpty();
    assertThat(nothing.outcome()).isEqualTo(Outcome.ACCEPTED);

    Tried first = tried(candidate, Map.of("id", 1L));
    repository.add(first.hash().orElseThrow().hash().orElseThrow());
    assertThat(tried(candidate, Map.of("id", 1L)).outcome()).isEqualTo(Outcome.DUPLICATE);
    assertThat(tried(candidate, Map.of("id", 2L)).outcome()).isEqualTo(Outcome.ACCEPTED);
    assertThat(repository.getCacheSize()).isEqualTo(1);
  }

  @Test
  void fifthAtATimeIsRefused() {
    Candidate candidate = candidate(Map.of(), "to: incoming:api-key", "to: incoming:flatten");
    GivenRequest request = new GivenRequest("POST", null, List.of(), new byte[] {'1'});
    List<CompletableFuture<TryResult>> held =
        Stream.generate(() -> tries.run(candidate, request, false)).limit(4).toList();

    assertThat(tries.run(candidate, request, false))
        .isCompletedWithValueMatching(
            result ->
                result instanceof TryResult.Refused refused
                    && refused.problem().type().equals("/problems/too-many-tries"));
    this.held.countDown();
    assertThat(held).allSatisfy(one -> assertThat(one.join()).isInstanceOf(Tried.class));
  }
}
