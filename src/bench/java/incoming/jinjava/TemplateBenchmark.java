package incoming.jinjava;

import static java.nio.charset.StandardCharsets.UTF_8;

import incoming.bench.Cart;
import incoming.event.Event;
import java.nio.file.Path;
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

/** The template of the bench, with a loop over three products. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class TemplateBenchmark {
  private final Template template =
      Samples.reader(Path.of("nowhere"), "cart.json.j2", Cart.template());
  private final Event event = Samples.event(new String(Cart.read().of(1), UTF_8));

  /** The outgoing body, checked to be JSON. */
  @Benchmark
  public String render() {
    return template.render(event);
  }
}
