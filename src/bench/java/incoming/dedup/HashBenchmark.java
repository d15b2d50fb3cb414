package incoming.dedup;

import incoming.bench.Cart;
import incoming.event.Event;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The deduplication hash over two parameters. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class HashBenchmark {
  private final DeduplicationHash hash = DeduplicationHash.over(Cart.HASHED);
  private final Event event =
      new Event(
          "e-1",
          "accept",
          null,
          0,
          "POST",
          Map.of(),
          Map.of(),
          Map.of("order_number", Cart.order(1), "customer", Map.of("email", Cart.EMAIL)));

  /** The key that travels through Camel. */
  @Benchmark
  public String key() {
    return hash.key(event);
  }

  /** The key and the bytes under which it is remembered. */
  @Benchmark
  public byte[] keyAndBytes() {
    return HashKey.bytes(hash.key(event), "accept");
  }
}
