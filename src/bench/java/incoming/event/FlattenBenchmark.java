package incoming.event;

import incoming.bench.Cart;
import incoming.config.Settings;
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

/** Strict JSON to the values of an event, and those to flat parameters. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class FlattenBenchmark {
  private final EventSettings settings = EventSettings.read(new Settings(Map.of()));
  private final byte[] cart = Cart.read().of(1);
  private final Event event =
      new Event("e-1", "accept", null, 0, "POST", Map.of(), Map.of(), parsed());

  private Object parsed() {
    try {
      return JsonReader.read(cart, Event.BODY, new FlatBudget(settings));
    } catch (Refusal e) {
      throw new IllegalStateException(e);
    }
  }

  /** What a request costs: values, with their flat size counted. */
  @Benchmark
  public Object parse() {
    return parsed();
  }

  /** What a list of parameters costs, once there are values. */
  @Benchmark
  public Object flatten() {
    return Parameters.flatten(event);
  }
}
