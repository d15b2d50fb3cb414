package incoming.dedup;

import incoming.bench.Scratch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The repository over its store on disk. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class DeduplicationBenchmark {
  private static final int KNOWN = 10_000;

  private final AtomicLong number = new AtomicLong();
  private final Scratch scratch = new Scratch();
  private Deduplication deduplication;

  /** Opens a new store that knows some keys. */
  @Setup
  public void open() throws IOException {
    deduplication =
        Deduplication.open(
            scratch.folder(),
            new DedupSettings(
                Duration.ofDays(7), Duration.ofMinutes(1), Duration.ofSeconds(2), 100_000),
            Clock.systemUTC());
    for (int i = 0; i < KNOWN; i++) {
      accept(number.getAndIncrement());
    }
  }

  /** Closes the store and deletes it. */
  @TearDown
  public void close() throws IOException {
    deduplication.close();
    scratch.close();
  }

  /** A new request: claim and confirm. */
  @Benchmark
  public boolean accepted() {
    return accept(number.getAndIncrement());
  }

  /** A duplicate, whose window starts again. */
  @Benchmark
  public boolean duplicate() {
    return deduplication.add(key(number.getAndIncrement() % KNOWN));
  }

  private boolean accept(long order) {
    String key = key(order);
    return deduplication.add(key) && deduplication.confirm(key);
  }

  /** As random as a hash, and different for each number. */
  private static String key(long order) {
    long mixed = order * 0x9E37_79B9_7F4A_7C15L;
    return HashKey.text(ByteBuffer.allocate(HashKey.LENGTH).putLong(mixed).putLong(~mixed).array());
  }
}
