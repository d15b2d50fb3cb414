package incoming.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.http.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Camel's stock Idempotent Consumer makes of the repository, {@code completionEager} on. */
class IdempotentConsumerTest {
  private static final DedupSettings SETTINGS =
      new DedupSettings(Duration.ofDays(7), Duration.ofSeconds(60), Duration.ofMillis(20), 100);

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger after = new AtomicInteger();

  @TempDir Path directory;
  private Deduplication deduplication;
  private ProducerTemplate sender;
  private volatile Processor inside = exchange -> accepted.incrementAndGet();

  @BeforeEach
  void start() throws Exception {
    deduplication = Deduplication.open(directory, SETTINGS, Clock.systemUTC());
    camel.getRegistry().bind("deduplication", deduplication);
    camel.addRoutes(route("in"));
    camel.addRoutes(route("other"));
    camel.start();
    sender = camel.createProducerTemplate();
  }

  private RouteBuilder route(String id) {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("direct:" + id)
            .routeId(id)
            .idempotentConsumer(body())
            .idempotentRepository("deduplication")
            .completionEager(true)
            .process(exchange -> inside.process(exchange))
            .end()
            .process(exchange -> after.incrementAndGet());
      }
    };
  }

  @AfterEach
  void stop() throws IOException {
    camel.stop();
    deduplication.close();
  }

  @Test
  void successConfirms() {
    assertThat(send("in").getException()).isNull();
    Exchange duplicate = send("in");

    assertThat(duplicate.getProperty(Exchange.DUPLICATE_MESSAGE)).isEqualTo(true);
    assertThat(accepted).hasValue(1);
    assertThat(after).hasValue(2);
  }

  @Test
  void failureReleases() {
    Processor works = inside;
    inside =
        exchange -> {
          throw new IllegalStateException("broken");
        };
    assertThat(send("in").getException()).hasMessage("broken");

    inside = works;
    assertThat(send("in").getException()).isNull();
    assertThat(accepted).hasValue(1);
  }

  @Test
  void requestWhoseTwinIsInWorkFails() {
    Processor works = inside;
    inside =
        exchange -> {
          inside = works;
          assertProblem(send("in"), "/problems/still-in-work");
          works.process(exchange);
        };

    assertThat(send("in").getException()).isNull();
    assertThat(accepted).hasValue(1);
  }

  @Test
  void unavailableStoreFailsTheRequestBeforeAnythingIsAccepted() throws IOException {
    deduplication.close();

    assertProblem(send("in"), "/problems/deduplication-unavailable");
    assertThat(accepted).hasValue(0);
    assertThat(after).hasValue(0);
  }

  @Test
  void failedConfirmationFailsTheRequest() {
    inside = exchange -> deduplication.close();

    assertProblem(send("in"), "/problems/deduplication-unavailable");
    assertThat(after).hasValue(0);
  }

  @Test
  void removingOneRouteLeavesTheRepositoryOpenToTheOther() throws Exception {
    send("in");

    camel.getRouteController().stopRoute("in");
    camel.removeRoute("in");

    assertThat(send("other").getProperty(Exchange.DUPLICATE_MESSAGE)).isEqualTo(true);
  }

  @Test
  void stoppedCamelLeavesTheStoreOpen() throws IOException {
    send("in");
    camel.stop();

    assertThat(deduplication.contains("order 1")).isTrue();
  }

  private Exchange send(String route) {
    return sender.request("direct:" + route, exchange -> exchange.getIn().setBody("order 1"));
  }

  private static void assertProblem(Exchange exchange, String type) {
    assertThat(exchange.getException())
        .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
        .extracting(e -> e.problem().type())
        .isEqualTo(type);
  }
}
