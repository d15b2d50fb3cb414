package incoming.delivery;

import incoming.bench.Cart;
import incoming.bench.Scratch;
import incoming.config.Settings;
import java.io.IOException;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.activemq.artemis.api.core.ActiveMQException;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** An event into the embedded broker, synced to disk; nothing takes it out. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class JournalBenchmark {
  private static final Queue QUEUE = new Queue("bench");

  private final AtomicLong number = new AtomicLong();
  private final byte[] cart = Cart.read().of(1);
  private final Scratch scratch = new Scratch();
  private EmbeddedBroker server;
  private Broker broker;

  /** Opens a broker with an empty queue. */
  @Setup
  public void open() throws IOException {
    Settings settings = new Settings(Map.of());
    server = EmbeddedBroker.open(scratch.folder(), BrokerSettings.read(settings));
    broker = Broker.connect(server.url(), DeliverySettings.read(settings));
  }

  /** Closes the broker and deletes its journal. */
  @TearDown
  public void close() throws IOException {
    broker.close();
    server.close();
    scratch.close();
  }

  /** One after the other: a sync of the disk each. */
  @Benchmark
  @Threads(1)
  public void alone() throws ActiveMQException {
    send();
  }

  /** 32 at a time, which share syncs. The time is that of one thread; divide by 32. */
  @Benchmark
  @Threads(32)
  public void together() throws ActiveMQException {
    send();
  }

  private void send() throws ActiveMQException {
    UUID id = new UUID(System.currentTimeMillis() << 16, number.getAndIncrement());
    broker.send(QUEUE, Letter.of(id.toString(), cart));
  }
}
