package incoming.history;

import incoming.bench.Cart;
import incoming.bench.Scratch;
import incoming.config.Settings;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

/** The record of a delivery. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class HistoryBenchmark {
  private final AtomicInteger number = new AtomicInteger();
  private final byte[] cart = Cart.read().of(1);
  private final long now = System.currentTimeMillis();
  private final Scratch scratch = new Scratch();
  private History history;

  /** Opens an empty history. */
  @Setup
  public void open() throws IOException {
    history =
        History.open(
            scratch.folder(), HistorySettings.read(new Settings(Map.of())), Clock.systemUTC());
  }

  /** Closes the history and deletes it. */
  @TearDown
  public void close() throws IOException {
    history.close();
    scratch.close();
  }

  /** What a delivered event costs. */
  @Benchmark
  public void put() {
    String id = Deliveries.id(now, number.getAndIncrement());
    history.put(Deliveries.of(id, "bench", incoming.history.State.DELIVERED, cart));
  }
}
