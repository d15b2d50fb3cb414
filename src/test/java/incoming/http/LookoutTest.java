package incoming.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class LookoutTest {
  private final Lookout lookout = new Lookout();
  private final List<String> seen = new ArrayList<>();
  private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());
  private final Request request =
      new Request("POST", "/in/a", null, MultiMap.caseInsensitiveMultiMap(), new byte[0], 0, null);

  private void watch() {
    lookout.watch(
        "/in/a",
        (answered, problem) ->
            seen.add(
                (answered == null ? "door" : "route") + (problem == null ? "" : problem.type())));
  }

  @Test
  void watcherIsShownWhatComesToItsPathAlone() {
    watch();
    lookout.answered(request, exchange);
    Answer.refuse(exchange, Problems.BUSY);
    lookout.answered(request, exchange);
    lookout.refused("/in/a", Problems.TIMEOUT);
    lookout.refused("/in/b", Problems.TIMEOUT);
    lookout.refused(null, Problems.NOT_FOUND);

    assertThat(seen)
        .containsExactly("route", "route/problems/busy", "door/problems/request-timeout");
  }

  @Test
  void failureOfTheRouteIsItsProblem() {
    watch();
    exchange.setException(new RuntimeException(new ProblemException(Problems.BUSY, "no")));
    lookout.answered(request, exchange);

    assertThat(seen).containsExactly("route/problems/busy");
  }

  @Test
  void nobodyIsShownAnythingOnceTheyHaveLeft() {
    watch();
    lookout.leave("/in/a");
    lookout.answered(request, exchange);
    lookout.refused("/in/a", Problems.TIMEOUT);

    assertThat(seen).isEmpty();
  }

  @Test
  void watcherThatFailsIsOfNoConsequence() {
    lookout.watch(
        "/in/a",
        (answered, problem) -> {
          throw new IllegalStateException("cannot look");
        });

    lookout.answered(request, exchange);
    lookout.refused("/in/a", Problems.TIMEOUT);
  }
}
