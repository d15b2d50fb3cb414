package incoming.dedup;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import incoming.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcceptanceIdTest {
  private static final byte[] HASH = "0123456789abcdef".getBytes(US_ASCII);
  private static final long NOW = 1_795_000_000_000L;
  private static final long WEEK = Duration.ofDays(7).toMillis();

  @TempDir Path directory;

  @BeforeEach
  void writeIdentity() throws Exception {
    identity("6f1c9f2e-4c0e-4f5a-9a53-0a8b7c7a1d10");
  }

  private void identity(String text) throws Exception {
    Files.writeString(directory.resolve("IDENTITY"), text);
  }

  private byte[] id(String window, long at) throws Exception {
    DedupSettings settings =
        DedupSettings.read(new Settings(Map.of("incoming.dedup.window", window)));
    return AcceptanceId.in(directory, settings).of(new Claim(HASH, at, 1_000));
  }

  @Test
  void retryAMomentLaterHasTheSameId() throws Exception {
    assertThat(id("7d", NOW + 60_000)).isEqualTo(id("7d", NOW));
  }

  @Test
  void requestThatIsNewAgainAfterTheWindowHasAnotherId() throws Exception {
    assertThat(id("7d", NOW + WEEK)).isNotEqualTo(id("7d", NOW));
  }

  @Test
  void storeThatTookThePlaceOfADeletedOneHasOtherIds() throws Exception {
    byte[] before = id("7d", NOW);
    identity("0b9d3c1e-8a57-4d0c-b1f6-5f3f2a9c7e44");

    assertThat(id("7d", NOW)).isNotEqualTo(before);
  }

  @Property(tries = 200)
  void newAgainIsNeverTheSameIdWhateverTheWindowWasAndIs(
      @ForAll @LongRange(min = 0, max = 1_209_600_000L) long first,
      @ForAll @LongRange(min = 0, max = 1_209_600_000L) long more,
      @ForAll("windows") long before,
      @ForAll("windows") long after) {
    long accepted = NOW + first;
    long again = accepted + Math.min(before, after) + more;
    long newAfter = Math.max(again, accepted + after);

    assertThat(new AcceptanceId(after, 0).of(new Claim(HASH, newAfter, 1_000)))
        .isNotEqualTo(new AcceptanceId(before, 0).of(new Claim(HASH, accepted, 1_000)));
  }

  @Provide
  Arbitrary<Long> windows() {
    return Arbitraries.of(1_000L, 3_600_000L, 86_400_000L, 259_200_000L, WEEK);
  }
}
