package incoming.sample;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.event.Event;
import incoming.event.Events;
import incoming.http.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static final Problem DENIED = Problem.of(403, "denied", "No", "no");
  private static final Problem UNFIT = Problem.of(422, "unfit", "No", "no");

  private final FakeStore store = new FakeStore();
  private final List<Sample> caught = new ArrayList<>();
  private final Waiting waiting = new Waiting();
  private final Window window =
      new Window(
          new Notice("a", UUID.randomUUID(), Instant.EPOCH, Optional.empty(), Optional.empty()),
          store,
          Runnable::run,
          (self, sample) -> caught.add(sample));

  private static Exchange exchange(Event event) {
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.setProperty(Event.PROPERTY, event);
    return exchange;
  }

  @Test
  void eventIsCaughtOnce() {
    window.join(waiting);
    window.see(exchange(Events.of("x")), null);
    window.see(exchange(Events.of("y")), null);

    assertThat(waiting.told()).containsExactly("Opened", "Caught");
    assertThat(caught).singleElement().isEqualTo(new Sample(Events.of("x")));
    assertThat(window.isOpen()).isFalse();
  }

  @Test
  void whoJoinsAfterwardsIsToldWhatWasCaught() {
    window.see(exchange(Events.of("x")), null);
    window.join(waiting);

    assertThat(waiting.told()).containsExactly("Caught");
  }

  @Test
  void requestThatIsDeniedBehindItsEventIsNotCaught() {
    window.join(waiting);
    window.see(exchange(Events.of("x")), DENIED);

    assertThat(waiting.told()).containsExactly("Opened", "Refused /problems/denied");
    assertThat(window.isOpen()).isTrue();
  }

  @Test
  void requestThatFailsBehindItsEventIsCaughtAllTheSame() {
    window.join(waiting);
    window.see(exchange(Events.of("x")), UNFIT);

    assertThat(waiting.told()).containsExactly("Opened", "Caught");
  }

  @Test
  void requestWithoutAnEventAndWithoutAProblemIsNoneOfTheWindow() {
    window.join(waiting);
    window.see(new DefaultExchange(new DefaultCamelContext()), null);

    assertThat(waiting.told()).containsExactly("Opened");
  }

  @Test
  void refusalsAreToldFiftyTimesAndNotAfterTheEnd() {
    window.join(waiting);
    for (int i = 0; i < 60; i++) {
      window.see(null, DENIED);
    }
    window.close();
    window.see(null, DENIED);
    window.take(Events.of("x"));

    assertThat(waiting.told()).hasSize(52).endsWith("Over");
    assertThat(caught).isEmpty();
  }

  @Test
  void sixteenMayWait() {
    for (int i = 0; i < 16; i++) {
      assertThat(window.join(new Waiting())).isTrue();
    }
    assertThat(window.join(waiting)).isFalse();
  }

  @Test
  void listenerThatFailsIsForgottenAndHindersNobody() {
    window.join(
        event -> {
          throw new IllegalStateException("gone");
        });
    window.join(waiting);
    window.see(null, DENIED);
    window.close();

    assertThat(waiting.told()).containsExactly("Opened", "Refused /problems/denied", "Over");
  }

  @Test
  void requestThatAnotherNodeWasFasterThanIsLateAndTheWindowWaitsForTheNews() {
    window.join(waiting);
    store.first = false;

    assertThat(window.take(Events.of("x")).orElseThrow().status()).isEqualTo(404);
    window.see(exchange(Events.of("y")), null);
    assertThat(waiting.told()).containsExactly("Opened");

    window.settle(new Sample(Events.of("z")));
    window.settle(new Sample(Events.of("z")));
    assertThat(window.take(Events.of("x")).orElseThrow().status()).isEqualTo(404);
    assertThat(waiting.told()).containsExactly("Opened", "Caught");
    assertThat(caught).containsExactly(new Sample(Events.of("z")));
    assertThat(store.refused).isEmpty();
  }

  @Test
  void whileOtherNodesCannotBeAskedNothingIsCaughtAndThatIsTold() {
    window.join(waiting);
    store.reachable = false;

    assertThat(window.take(Events.of("x")).orElseThrow().status()).isEqualTo(503);
    window.see(exchange(Events.of("y")), null);
    store.reachable = true;
    assertThat(window.take(Events.of("z"))).isEmpty();

    assertThat(waiting.told())
        .containsExactly(
            "Opened",
            "Refused /problems/nodes-unreachable",
            "Refused /problems/nodes-unreachable",
            "Caught");
  }

  @Test
  void reasonsAreToldToOtherNodesAndThoseOfOtherNodesOnlyHere() {
    window.join(waiting);
    window.see(null, DENIED);
    window.tellRefusal(UNFIT);

    assertThat(store.refused).containsExactly(DENIED);
    assertThat(waiting.told())
        .containsExactly("Opened", "Refused /problems/denied", "Refused /problems/unfit");
  }

  @Test
  void requestOfWhichTheWindowWasAskedIsNotLookedAtAgain() {
    window.join(waiting);
    Exchange asked = exchange(Events.of("x"));
    asked.setProperty(Window.ASKED, true);

    window.see(asked, null);
    window.see(asked, DENIED);

    assertThat(waiting.told()).containsExactly("Opened");
  }

  @Test
  void windowThatEndsWhileARequestIsBeingCaughtWaitsForWhatBecomesOfIt() {
    window.join(waiting);
    store.first = false;
    store.meanwhile = window::close;

    window.take(Events.of("x"));

    assertThat(waiting.told()).containsExactly("Opened", "Over");
  }

  @Test
  void requestThatIsCaughtWhileTheWindowEndsIsTold() {
    window.join(waiting);
    store.meanwhile = window::close;

    assertThat(window.take(Events.of("x"))).isEmpty();

    assertThat(waiting.told()).containsExactly("Opened", "Caught");
  }
}
