package incoming.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventKeyTest {
  private static final long LAST_MILLIS = (1L << 48) - 1;

  @Property
  void everyUuidComesBack(@ForAll long high, @ForAll long low) {
    String id = new UUID(high, low).toString();

    assertThat(EventKey.of(id).map(EventKey::text)).hasValue(id);
  }

  @Property
  void keysOfLaterEventsAreGreater(
      @ForAll @LongRange(max = LAST_MILLIS - 1) long millis, @ForAll @LongRange(max = 9) int n) {
    byte[] key = EventKey.of(Deliveries.id(millis, n)).orElseThrow();

    assertThat(EventKey.millis(key)).isEqualTo(millis);
    assertThat(Arrays.compareUnsigned(EventKey.first(millis), key)).isNegative();
    assertThat(Arrays.compareUnsigned(key, EventKey.first(millis + 1))).isNegative();
  }

  @Test
  void boundsOutsideOfTimeAreTheFirstAndTheLast() {
    assertThat(EventKey.first(-1)).isEqualTo(new byte[EventKey.LENGTH]);
    assertThat(EventKey.first(Long.MAX_VALUE)).containsOnly(0xff);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1-1-1-1-1",
        "not a uuid",
        "018F0000-0000-7000-8000-000000000000",
        "018f0000-0000-7000-8000-00000000000g",
        "018f0000-0000-7000-8000-000000000000\n",
      })
  void nothingElseIsAnEventId(String text) {
    assertThat(EventKey.of(text)).isEmpty();
  }
}
