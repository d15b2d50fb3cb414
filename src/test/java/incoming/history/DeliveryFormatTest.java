package incoming.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DeliveryFormatTest {
  private static final byte[] KEY = EventKey.of(Deliveries.id(Deliveries.NOW, 1)).orElseThrow();

  @Property
  void whatIsWrittenIsRead(@ForAll("deliveries") Delivery delivery, @ForAll long changedAt) {
    Stored stored = DeliveryFormat.write(delivery, changedAt);

    assertThat(DeliveryFormat.read(stored)).usingRecursiveComparison().isEqualTo(delivery);
    assertThat(stored.heading().changedAt()).isEqualTo(changedAt);
    assertThat(DeliveryFormat.summary(KEY, stored.head()))
        .isEqualTo(Summary.of(delivery, changedAt));
  }

  @Property
  void headThatIsCutSaysSo(@ForAll("deliveries") Delivery delivery, @ForAll int length) {
    Stored stored = DeliveryFormat.write(delivery, 0);
    byte[] cut = Arrays.copyOf(stored.head(), Math.floorMod(length, stored.head().length));

    assertDamaged(new Stored(KEY, cut, stored.event()));
  }

  @Test
  void eventThatIsNotTheWholeOneSaysSo() {
    Stored stored = DeliveryFormat.write(Deliveries.of(EventKey.text(KEY), "shop", State.DEAD), 0);
    int length = stored.event().length;

    assertDamaged(new Stored(KEY, stored.head(), Arrays.copyOf(stored.event(), length - 1)));
    assertDamaged(new Stored(KEY, stored.head(), Arrays.copyOf(stored.event(), length + 1)));
  }

  private static void assertDamaged(Stored stored) {
    assertThatThrownBy(() -> DeliveryFormat.read(stored))
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining("damaged");
  }

  @Test
  void unknownVersionSaysSoAndIsStillListed() {
    Delivery delivery = Deliveries.of(EventKey.text(KEY), "shop", State.DEAD);
    Stored stored = DeliveryFormat.write(delivery, 7);
    stored.head()[0] = 9;

    assertThatThrownBy(() -> DeliveryFormat.read(stored))
        .isInstanceOf(HistoryException.class)
        .hasMessageContaining(delivery.eventId())
        .hasMessageContaining("format 9");
    Summary summary = DeliveryFormat.summary(KEY, stored.head());
    assertThat(summary.eventId()).isEqualTo(delivery.eventId());
    assertThat(summary.state()).isEqualTo(State.DEAD);
    assertThat(summary.integration()).isEqualTo("shop");
    assertThat(summary.acceptedAt()).isEqualTo(Deliveries.NOW);
    assertThat(summary.changedAt()).isEqualTo(7);
    assertThat(summary.reason()).contains("format 9");
  }

  @Test
  void codesOfStatesNeverChange() {
    assertThat(Arrays.stream(State.values()).map(state -> (int) state.code()))
        .containsExactly(1, 2, 3, 4, 5);
    assertThat(State.values())
        .containsExactly(
            State.PENDING, State.RETRYING, State.DELIVERED, State.DEAD, State.DISCARDED);
  }

  @Test
  void lastOfTooManyAttemptsAreKept() {
    List<Attempt> tries =
        IntStream.range(0, 100).mapToObj(n -> new Attempt(n, 1, 500, null, "")).toList();
    Delivery delivery =
        new Delivery(
            EventKey.text(KEY), "shop", State.RETRYING, 0, 100, tries, 0, null, new byte[0]);

    Delivery read = DeliveryFormat.read(DeliveryFormat.write(delivery, 0));

    assertThat(read.tries()).hasSize(Delivery.MAX_TRIES).endsWith(tries.get(99));
    assertThat(read.attempts()).isEqualTo(100);
  }

  @Provide
  Arbitrary<Delivery> deliveries() {
    // Every character that there is, but no half of one, which has no bytes in UTF-8.
    Arbitrary<String> text = Arbitraries.strings().all().map(DeliveryFormatTest::whole);
    Arbitrary<Attempt> attempt =
        Combinators.combine(
                Arbitraries.longs(),
                Arbitraries.longs(),
                Arbitraries.integers(),
                text.injectNull(0.3),
                text)
            .as(Attempt::new);
    return Combinators.combine(
            Arbitraries.of(State.class),
            Arbitraries.strings().alpha().numeric().ofMinLength(1).ofMaxLength(60),
            Arbitraries.maps(Arbitraries.of("acceptedAt", "nextAttemptAt"), Arbitraries.longs())
                .ofSize(2),
            Arbitraries.integers(),
            attempt.list().ofMaxSize(3),
            text.injectNull(0.5),
            Arbitraries.bytes().array(byte[].class).ofMaxSize(300))
        .as(DeliveryFormatTest::delivery);
  }

  private static Delivery delivery(
      State state,
      String integration,
      Map<String, Long> times,
      int attempts,
      List<Attempt> tries,
      String reason,
      byte[] event) {
    return new Delivery(
        EventKey.text(KEY),
        integration,
        state,
        times.get("acceptedAt"),
        attempts,
        tries,
        times.get("nextAttemptAt"),
        reason,
        event);
  }

  private static String whole(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
