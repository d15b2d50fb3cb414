package incoming.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;

/** The sink, the floor, and what it takes to drive them and any number of products. */
final class Rig implements AutoCloseable {

  /** Orders that are new begin far above those that a store may have been filled with. */
  private static final long FIRST_NEW = 100_000_000_000L;

  private static final long ORDERS_PER_BURST = 10_000_000;

  private final Path folder;
  private final List<String> options;
  private final BenchKeys keys;
  private final Subject sink;
  private final Calls calls;
  private final Subject floor;
  private long nextOrder = FIRST_NEW;

  private Rig(Path folder, List<String> options, BenchKeys keys, Subject sink, Subject floor) {
    this.folder = folder;
    this.options = options;
    this.keys = keys;
    this.sink = sink;
    this.calls = new Calls(sink);
    this.floor = floor;
  }

  /** Starts sink and floor; {@code options} are those of the JVMs that are measured. */
  static Rig start(Path folder, List<String> options) throws IOException, GeneralSecurityException {
    BenchKeys keys = BenchKeys.write(folder);
    Subject sink = Subject.peer(Sink.class, folder, List.of("-Xmx256m"), Map.of());
    Subject floor =
        Subject.peer(
            Floor.class,
            folder,
            options,
            Map.of(FloorTokens.PUBLIC_KEY, keys.publicKey()),
            Integer.toString(sink.port()));
    Rig rig = new Rig(folder, options, keys, sink, floor);
    sink.awaitFirst200("/", new byte[0]);
    floor.awaitFirst200(Workload.DIRECT.path(), rig.newCart());
    return rig;
  }

  /** Writes an installation of the product, in a folder of its own. */
  Installation install(String name, int integrations) throws IOException {
    return Installation.write(
        Files.createDirectories(folder.resolve(name)), keys, sink.port(), integrations);
  }

  /** Starts the product and waits until it takes requests. */
  Subject product(String name, Installation installation) {
    Subject product = Subject.product(name, installation, options);
    product.awaitFirst200(Workload.DIRECT.path(), newCart());
    return product;
  }

  Subject floor() {
    return floor;
  }

  Subject sink() {
    return sink;
  }

  BenchKeys keys() {
    return keys;
  }

  Path folder() {
    return folder;
  }

  List<String> options() {
    return options;
  }

  /** The body of an order that nobody has seen. */
  byte[] newCart() {
    return Cart.read().of(newOrders());
  }

  /** The first of many orders that nobody has seen. */
  long newOrders() {
    nextOrder += ORDERS_PER_BURST;
    return nextOrder;
  }

  Calls calls() {
    return calls;
  }

  /**
   * Sends as many requests as get through for so long, and waits until all calls that come of them
   * are made.
   *
   * @param known orders that {@code subject} has seen, below this number
   */
  Burst burst(Subject subject, Workload workload, int connections, int seconds, long known) {
    Wrk.Load load =
        new Wrk.Load(workload.orders(), newOrders(), known, keys.tokensFile(workload.guard()));
    String url = "http://127.0.0.1:" + subject.port() + workload.path();
    Usage before = subject.usage();
    Usage sinkBefore = sink.usage();
    double busyBefore = Machine.busy();
    double benchBefore = Usage.ofThisBench();
    long callsBefore = calls.count();
    Wrk.Result result = Wrk.run(url, load, connections, seconds);
    long callsDuring = calls.count() - callsBefore;
    long ended = System.nanoTime();
    double elapsed = result.micros() / 1e6;
    double others =
        (Machine.busy()
                - busyBefore
                - (Usage.ofThisBench() - benchBefore)
                - subject.usage().since(before).cpu()
                - sink.usage().since(sinkBefore).cpu())
            / elapsed;
    long expected = Math.round(result.requests() * workload.calledShare());
    Calls.Settled settled = calls.settle(callsBefore, workload.calledShare() > 0 ? expected : 0);
    long left = Math.max(0, settled.calls() - callsDuring);
    double behind = workload.queued() && left > 0 ? (settled.last() - ended) / 1e9 : 0;
    Usage used = subject.usage().since(before);
    double thousands = result.requests() / 1e3;
    return new Burst(
        "",
        subject.name(),
        workload.word(),
        connections,
        result.requests() / elapsed,
        result.p50() / 1e3,
        result.p99() / 1e3,
        result.p999() / 1e3,
        used.cpu() / thousands,
        used.jit() / thousands,
        used.gc() / thousands,
        used.residentMib(),
        callsDuring / elapsed,
        left,
        result.requests() / (elapsed + behind),
        Math.max(0, others),
        fault(workload, connections, result, expected, settled.calls()));
  }

  /** Requests in work when the burst ends are not among wrk's, but do what they are for. */
  private static String fault(
      Workload workload, int connections, Wrk.Result result, long expected, long calls) {
    double refused = (double) result.refused() / Math.max(1, result.requests());
    if (result.requests() == 0) {
      return "no request was answered";
    } else if (result.broken() > 0) {
      return result.broken() + " requests were not answered";
    } else if (Math.abs(refused - workload.refusedShare()) > 0.01) {
      return result.refused() + " of " + result.requests() + " were refused";
    } else if (calls < expected - connections || calls > expected + connections + 20) {
      return calls + " calls came of " + result.requests() + " requests instead of " + expected;
    }
    return "";
  }

  @Override
  public void close() {
    floor.close();
    sink.close();
  }
}
