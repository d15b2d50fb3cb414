package incoming.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.event.Event;
import incoming.event.EventFormat;
import incoming.http.Problem;
import incoming.http.ProblemException;
import incoming.target.CallFailure;
import incoming.target.CallFailure.Origin;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.Test;

class DeliveryConsumerTest {
  @Test
  void routeThatRejectsAStepSinceItStopsIsTriedAgain() throws Exception {
    assertThat(outcome(new RejectedExecutionException())).isInstanceOf(Outcome.Again.class);
  }

  @Test
  void routeThatFailsForItsEventIsADeadLetter() throws Exception {
    assertThat(outcome(new IllegalStateException("no"))).isInstanceOf(Outcome.Dead.class);
  }

  @Test
  void problemIsToldInItsOwnWords() throws Exception {
    Problem problem = Problem.of(500, "template-failed", "title", "detail");
    assertThat(outcome(new ProblemException(problem, "orders.json.j2:3: 'x' is undefined")))
        .isEqualTo(new Outcome.Dead("orders.json.j2:3: 'x' is undefined", false));
  }

  @Test
  void callThatWasNotMadeSaysNothingOfTheTarget() throws Exception {
    assertThat(outcome(failure(Origin.HERE, true)))
        .isEqualTo(new Outcome.Again("detail", false, Optional.empty()));
    assertThat(outcome(failure(Origin.HERE, false))).isEqualTo(new Outcome.Dead("detail", false));
    assertThat(outcome(failure(Origin.CREDENTIALS, true)))
        .isEqualTo(new Outcome.Again("detail", true, Optional.empty()));
    assertThat(outcome(failure(Origin.CREDENTIALS, false)))
        .isEqualTo(new Outcome.Dead("detail", false));
  }

  @Test
  void targetThatWasCalledHasSpoken() throws Exception {
    assertThat(outcome(failure(Origin.TARGET, true)))
        .isEqualTo(new Outcome.Again("detail", true, Optional.empty()));
    assertThat(outcome(failure(Origin.TARGET, false))).isEqualTo(new Outcome.Dead("detail", true));
  }

  private static CallFailure failure(Origin origin, boolean retryable) {
    Problem problem = Problem.of(502, "target-failed", "title", "detail");
    return new CallFailure(problem, "message", origin, retryable, null);
  }

  private static Outcome outcome(RuntimeException failure) throws Exception {
    byte[] event =
        EventFormat.write(new Event("e", "i", null, 0, "POST", Map.of(), Map.of(), null));
    Duration hour = Duration.ofHours(1);
    DeliveryOptions options = new DeliveryOptions(1, 0, new RetryPolicy(hour, hour, hour), false);
    Processor route =
        exchange -> {
          throw failure;
        };
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.start();
      // Camel does so with the first route.
      PluginHelper.getUnitOfWorkFactory(camel).afterPropertiesConfigured(camel);
      DispatchTable table = new DispatchTable();
      DeliveryEndpoint endpoint =
          new DeliveryEndpoint("incoming:deliveries/orders", null, "orders", options, table);
      endpoint.setCamelContext(camel);
      DeliveryConsumer consumer = new DeliveryConsumer(endpoint, route, "orders", options, table);
      consumer.start();
      return consumer.attempt(event).outcome();
    }
  }
}
