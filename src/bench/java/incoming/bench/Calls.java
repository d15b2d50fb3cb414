package incoming.bench;

import java.util.concurrent.TimeUnit;

/** The calls that have reached the sink. */
final class Calls {
  private static final long LOOK_MILLIS = 50;
  private static final long QUIET_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
  private static final long LONGEST_SETTLE_NANOS = TimeUnit.MINUTES.toNanos(3);
  private static final long REST_MILLIS = 3_000;

  private final Subject sink;

  Calls(Subject sink) {
    this.sink = sink;
  }

  /** How many there have been since the sink was started. */
  long count() {
    return Long.parseLong(sink.get("/count"));
  }

  /**
   * Calls that came in.
   *
   * @param last when the last of them was seen, in nanoseconds of {@link System#nanoTime}
   */
  record Settled(long calls, long last) {}

  /** Waits until {@code expected} calls have come in since {@code before}, and no more do. */
  Settled settle(long before, long expected) {
    long deadline = System.nanoTime() + LONGEST_SETTLE_NANOS;
    Settled settled = new Settled(count() - before, System.nanoTime());
    long now = settled.last();
    while (now < deadline && (settled.calls() < expected || now - settled.last() < QUIET_NANOS)) {
      Pause.millis(LOOK_MILLIS);
      long calls = count() - before;
      now = System.nanoTime();
      settled = calls > settled.calls() ? new Settled(calls, now) : settled;
    }
    return settled;
  }

  /** Waits until no call has come in for some seconds: what is known now will stay known. */
  void rest() {
    long calls = -1;
    for (long now = count(); now != calls; now = count()) {
      calls = now;
      Pause.millis(REST_MILLIS);
    }
  }
}
