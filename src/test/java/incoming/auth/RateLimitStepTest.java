package incoming.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incoming.http.Answer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitStepTest {
  private final AtomicLong nanos = new AtomicLong(-5);
  private final RateLimitStep step = new RateLimitStep(nanos::get);

  private Processor create(String... options) {
    Map<String, Object> map = new HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      map.put(options[i], options[i + 1]);
    }
    return step.create(map);
  }

  /** How many of so many requests of a route pass. */
  private static int passing(Processor step, String route, int requests) throws Exception {
    int passing = 0;
    for (int i = 0; i < requests; i++) {
      passing += refusal(step, route) == null ? 1 : 0;
    }
    return passing;
  }

  private static Answer refusal(Processor step, String route) throws Exception {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.getExchangeExtension().setFromRouteId(route);
    step.process(exchange);
    return exchange.getProperty("IncomingRefusal", Answer.class);
  }

  @Test
  void unlessSaidOtherwiseFiftyASecondAndAHundredAtOnce() throws Exception {
    Processor limit = create();

    assertThat(passing(limit, "orders@1", 150)).isEqualTo(100);
    nanos.addAndGet(1_000_000_000);
    assertThat(passing(limit, "orders@1", 150)).isEqualTo(50);
  }

  @Test
  void burstIsTwoSecondsUnlessSaidOtherwise() throws Exception {
    assertThat(passing(create("perSecond", "5"), "orders@1", 50)).isEqualTo(10);
    assertThat(passing(create("perSecond", "0.2"), "orders@1", 50)).isEqualTo(1);
    assertThat(passing(create("perSecond", "5", "burst", "3"), "orders@1", 50)).isEqualTo(3);
  }

  @Test
  void oneEndpointInSeveralRoutesHasABucketForEachIntegration() throws Exception {
    Processor shared = create("perSecond", "1", "burst", "2");

    assertThat(passing(shared, "orders@1", 5)).isEqualTo(2);
    assertThat(passing(shared, "carts@1", 5)).isEqualTo(2);
    assertThat(passing(shared, "orders@2", 5)).isZero();
  }

  @Test
  void refusalSaysWhenToComeBack() throws Exception {
    Processor limit = create("perSecond", "0.4", "burst", "1");
    passing(limit, "orders@1", 1);

    Answer answer = refusal(limit, "orders@1");
    assertThat(answer.status()).isEqualTo(429);
    assertThat(answer.headers()).containsEntry("Retry-After", "3");
    assertThat(new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8))
        .contains("\"type\":\"/problems/rate-limited\"", "\"retry\":true");
    nanos.addAndGet(2_400_000_000L);
    assertThat(refusal(limit, "orders@1").headers()).containsEntry("Retry-After", "1");
  }

  @ParameterizedTest
  @CsvSource({
    "perSecond,0",
    "perSecond,-1",
    "perSecond,1e3",
    "perSecond,1000001",
    "perSecond,0.0001",
    "perSecond,many",
    "burst,0",
    "burst,1.5",
    "burst,1000001",
    "burst,99999999",
    "burst,''"
  })
  void whatIsNoRateIsRefused(String option, String value) {
    assertThatThrownBy(() -> create(option, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(option + "=" + value + ": write ");
  }
}
