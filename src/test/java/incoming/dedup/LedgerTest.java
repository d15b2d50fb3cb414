package incoming.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incoming.http.ProblemException;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final int WINDOW = 1000;
  private static final Duration LEASE = Duration.ofMillis(1);
  private static final byte[] HASH = HashKey.bytes("a request", "");
  private static final byte[] OTHER_HASH = HashKey.bytes("another request", "");

  private final FragileCache rows = new FragileCache();
  private final TravellingClock clock = new TravellingClock(1_800_000_000_000L);
  private final DedupSettings settings =
      new DedupSettings(Duration.ofMillis(WINDOW), LEASE, Duration.ZERO, 1);
  private final Ledger ledger =
      new Ledger(
          new Window(rows.asCache(), rows.asCache(), settings.window(), clock), settings, clock);

  @Property(tries = 200)
  void requestIsNewExactlyWhenTheLastOneIsAWindowAgo(
      @ForAll @Size(max = 20) List<@IntRange(max = 2 * WINDOW) Integer> gaps) {
    // Out of the window of the sample before, which this one shares a ledger with.
    clock.advance(Duration.ofMillis(2 * WINDOW));
    boolean first = true;
    for (int gap : gaps) {
      clock.advance(Duration.ofMillis(gap));
      Claim claim = ledger.claim(HASH);
      assertThat(claim != null).isEqualTo(first || gap >= WINDOW);
      if (claim != null) {
        ledger.confirm(claim);
      }
      first = false;
    }
  }

  @Test
  void failedLookupLeavesNoClaim() {
    rows.broken = true;
    assertThatThrownBy(() -> ledger.claim(HASH)).isInstanceOf(ProblemException.class);

    rows.broken = false;
    assertThat(ledger.claim(HASH)).isNotNull();
  }

  @Test
  void failedConfirmationLeavesNoClaimAndNoRow() {
    Claim claim = ledger.claim(HASH);
    rows.broken = true;
    assertThatThrownBy(() -> ledger.confirm(claim))
        .isInstanceOf(ProblemException.class)
        .hasRootCauseMessage("No space left on device");

    rows.broken = false;
    assertThat(ledger.covers(HASH)).isFalse();
    assertThat(ledger.claim(HASH)).isNotNull();
  }

  @Test
  void nothingIsClaimedWhileRowsCannotBeWritten() {
    Claim claim = ledger.claim(HASH);
    rows.full = true;
    assertThatThrownBy(() -> ledger.confirm(claim)).isInstanceOf(ProblemException.class);

    assertThatThrownBy(() -> ledger.claim(HASH)).isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> ledger.claim(OTHER_HASH)).isInstanceOf(ProblemException.class);

    rows.full = false;
    assertThat(ledger.claim(OTHER_HASH)).isNotNull();
    assertThat(ledger.claim(HASH)).isNotNull();
  }

  @Test
  void requestThatIsOvertakenDoesNotMoveTheWindowBack() {
    Claim slow = ledger.claim(HASH);
    clock.advance(Duration.ofMillis(WINDOW / 2));
    ledger.confirm(ledger.claim(HASH));

    ledger.confirm(slow);

    clock.advance(Duration.ofMillis(WINDOW - 1));
    assertThat(ledger.covers(HASH)).isTrue();
  }

  @Test
  void claimIsNotTakenOverOnceItIsBeingConfirmed() {
    Claim claim = ledger.claim(HASH);
    rows.beforePut =
        () -> {
          clock.advance(LEASE);
          assertThatThrownBy(() -> ledger.claim(HASH))
              .hasMessage("the first request with this hash is in work");
        };

    ledger.confirm(claim);

    assertThat(ledger.claim(HASH)).isNull();
  }

  @Test
  void requestAfterItsWindowOpensItAgain() {
    ledger.confirm(ledger.claim(HASH));
    clock.advance(Duration.ofMillis(WINDOW));

    ledger.confirm(ledger.claim(HASH));

    clock.advance(Duration.ofMillis(WINDOW - 1));
    assertThat(ledger.covers(HASH)).isTrue();
  }

  @Test
  void interruptedWaitIsUnavailableAndStaysInterrupted() {
    ledger.claim(HASH);

    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> ledger.claim(HASH)).isInstanceOf(ProblemException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
