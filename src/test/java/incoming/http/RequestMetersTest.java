package incoming.http;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.config.Settings;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RequestMetersTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final RequestMeters meters = new RequestMeters(registry);

  @Test
  void durationsAreAHistogramOfEachOutcomeWithoutIntegrations() {
    meters.answered(Outcome.ACCEPTED, TimeUnit.MICROSECONDS.toNanos(900));
    meters.answered(Outcome.ACCEPTED, TimeUnit.MILLISECONDS.toNanos(30));
    meters.answered(Outcome.of(400, "not-json"), TimeUnit.SECONDS.toNanos(6));

    assertThat(registry.scrape())
        .contains(
            bucket("accepted", "0.001", 1),
            bucket("accepted", "0.0025", 1),
            bucket("accepted", "0.025", 1),
            bucket("accepted", "0.05", 2),
            bucket("accepted", "5.0", 2),
            bucket("refused", "5.0", 0),
            bucket("refused", "+Inf", 1));
  }

  private static String bucket(String outcome, String most, int count) {
    return "incoming_request_duration_seconds_bucket{outcome=\"%s\",le=\"%s\"} %d\n"
        .formatted(outcome, most, count);
  }

  @Test
  void capacityIsShownAsItIsNow() {
    Capacity capacity = new Capacity(DoorSettings.read(new Settings(Map.of())));
    meters.show(capacity);
    capacity.connect();
    capacity.connect();
    capacity.beginWork();
    capacity.reserve(300);
    capacity.free(100);

    assertThat(registry.scrape())
        .contains(
            "incoming_http_connections 2.0\n",
            "incoming_http_in_work 1.0\n",
            "incoming_http_body_memory_bytes 200.0\n");
  }

  @Test
  void closedTallyIsNotScraped() {
    Tally tally = meters.tally("orders");
    tally.count(Outcome.of(400, "not-json"));
    assertThat(registry.scrape())
        .contains(
            "incoming_requests_total{integration=\"orders\",outcome=\"refused\",reason=\"not-json\"}"
                + " 1.0\n");

    tally.close();

    assertThat(registry.scrape()).doesNotContain("incoming_requests_total", "orders");
  }
}
