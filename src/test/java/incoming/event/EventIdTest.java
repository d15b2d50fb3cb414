package incoming.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EventIdTest {
  private static final long NOW = 1_760_000_000_000L;

  private final EventId ids = new EventId(new SecureRandom());

  @Test
  void isAUuidOfVersion7WithTheTimeInFront() {
    UUID id = UUID.fromString(ids.next(NOW));
    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW);
  }

  @Test
  void allBitsOfTheRandomHalfAreUsed() {
    long[] draws = {-1L, 0L};
    int[] next = {0};
    EventId fixed =
        new EventId(
            new Random() {
              private static final long serialVersionUID = 1L;

              @Override
              public long nextLong() {
                return draws[next[0]++];
              }
            });
    assertThat(fixed.next(0x0199_d5c4_7e5aL)).isEqualTo("0199d5c4-7e5a-7000-bfff-ffffffffffff");
    assertThat(fixed.next(0x0199_d5c4_7e5aL)).isEqualTo("0199d5c4-7e5a-7001-8000-000000000000");
  }

  @Test
  void eachIsGreaterThanTheOneBefore() {
    List<String> issued = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      issued.add(ids.next(NOW + i / 5_000 - i % 3)); // many a millisecond, a clock that trembles
    }
    assertThat(issued).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void followsAClockThatWentFarBack() {
    ids.next(NOW + 3_600_000);
    assertThat(UUID.fromString(ids.next(NOW)).getMostSignificantBits() >>> 16).isEqualTo(NOW);
  }

  @Test
  void threadsNeverShareAnId() {
    Set<String> prefixes = ConcurrentHashMap.newKeySet();
    // Even without the random half: the first 64 bits alone are unique in one process.
    IntStream.range(0, 20_000)
        .parallel()
        .forEach(i -> prefixes.add(ids.next(NOW).substring(0, 18)));
    assertThat(prefixes).hasSize(20_000);
  }
}
