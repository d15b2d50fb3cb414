package incoming.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.delivery.DeliveryMeters.Waiting;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DeliveryMetersTest {
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final DeliveryMeters meters = new DeliveryMeters(registry);

  private double count(String integration, String outcome) {
    return registry
        .get("incoming.deliveries")
        .tags("integration", integration, "outcome", outcome)
        .counter()
        .count();
  }

  private double gauge(String name, String integration) {
    return registry.get(name).tag("integration", integration).gauge().value();
  }

  private List<String> integrations() {
    return registry.getMeters().stream()
        .map(Meter::getId)
        .map(id -> id.getTag("integration"))
        .filter(integration -> integration != null)
        .distinct()
        .sorted()
        .toList();
  }

  @Test
  void outcomesAreCountedForEachIntegration() {
    meters.delivered("orders", 20, 5);
    meters.retried("orders");
    meters.retried("orders");
    meters.dead("carts");

    assertThat(count("orders", "delivered")).isEqualTo(1);
    assertThat(count("orders", "retried")).isEqualTo(2);
    assertThat(count("orders", "dead")).isZero();
    assertThat(count("carts", "dead")).isEqualTo(1);
  }

  @Test
  void whatWaitsIsShown() {
    meters.show(List.of(new Waiting("orders", 7, 2, 1_500)));

    assertThat(gauge("incoming.queue.events", "orders")).isEqualTo(7);
    assertThat(gauge("incoming.dead.letters", "orders")).isEqualTo(2);
    assertThat(gauge("incoming.queue.oldest", "orders")).isEqualTo(1.5);
  }

  @Test
  void integrationThatIsGoneLeavesNoSeriesBehind() {
    meters.delivered("carts", 20, 5);
    meters.delivered("orders", 20, 5);
    meters.show(List.of(new Waiting("carts", 1, 0, 0), new Waiting("orders", 1, 0, 0)));

    meters.show(List.of(new Waiting("orders", 1, 0, 0)));

    assertThat(integrations()).containsExactly("orders");
  }

  @Test
  void clockThatWentBackMakesNoNegativeTime() {
    meters.delivered("orders", -20, -5);

    assertThat(registry.get("incoming.delivery.lag").timer().max(TimeUnit.SECONDS)).isZero();
  }
}
