package incoming.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.config.Settings;
import incoming.dedup.Window.Found;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowTest {
  private static final byte[] HASH = HashKey.bytes("a", "");
  private static final DedupSettings SETTINGS = DedupSettings.read(new Settings(Map.of()));
  private static final int THREADS = 4;

  @TempDir Path directory;

  private final TravellingClock clock = new TravellingClock(System.currentTimeMillis());

  @Test
  void renewedRowTakesNoMoreRoomThanAFreshOne() throws IOException {
    try (RowCache cache = RowCache.open(directory, SETTINGS)) {
      Window window = cache.window(SETTINGS, clock);
      window.open(HASH, clock.millis());
      clock.advance(Duration.ofDays(1));
      assertThat(window.renew(HASH)).isEqualTo(Found.COVERED);
      clock.advance(Duration.ofDays(1));
      window.open(HASH, clock.millis());
    }

    // One byte tells the format.
    try (RowDatabase database = RowDatabase.open(directory, SETTINGS.window())) {
      assertThat(database.get(HASH)).hasSize(1 + Row.LENGTH);
    }
  }

  @Test
  void latestOfManyRenewalsAtOnceIsKept() throws IOException {
    try (RowCache cache = RowCache.open(directory, SETTINGS)) {
      Window window = cache.window(SETTINGS, clock);
      window.open(HASH, clock.millis());

      IntStream.range(0, THREADS * 100)
          .parallel()
          .forEach(
              n -> {
                clock.advance(Duration.ofMillis(1));
                assertThat(window.renew(HASH)).isEqualTo(Found.COVERED);
              });
      clock.advance(SETTINGS.window().minusMillis(1));

      assertThat(window.covers(HASH)).isTrue();
    }
  }
}
