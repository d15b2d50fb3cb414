package incoming.http;

import incoming.config.ConfigurationException;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.StaticService;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server through which every request comes in.
 *
 * <p>It listens as soon as it is started, so that a port that is taken ends a start at once, and
 * answers 503 until {@link #open}. {@link #drain} lets requests in work finish and answers 503 to
 * new ones; stopping the service closes every connection. Thread-safe.
 */
public final class Door extends ServiceSupport implements StaticService {
  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private static final long STEP_NANOS = 10_000_000;

  enum State {
    STARTING,
    OPEN,
    CLOSING
  }

  private final CamelContext camel;
  private final String host;
  private final int port;
  private final DoorSettings settings;
  private final EndpointTable table;
  private final RequestMeters meters;
  private final Capacity capacity;
  private volatile State state = State.STARTING;
  private Vertx vertx;
  private ExecutorService threads;
  private Workers workers;
  private Workers resuming;

  Door(
      CamelContext camel,
      String host,
      int port,
      DoorSettings settings,
      EndpointTable table,
      RequestMeters meters) {
    this.camel = camel;
    this.host = host;
    this.port = port;
    this.settings = settings;
    this.table = table;
    this.meters = meters;
    this.capacity = new Capacity(settings);
    meters.show(capacity);
  }

  State state() {
    return state;
  }

  DoorSettings settings() {
    return settings;
  }

  EndpointTable table() {
    return table;
  }

  RequestMeters meters() {
    return meters;
  }

  Capacity capacity() {
    return capacity;
  }

  Workers workers() {
    return workers;
  }

  /**
   * Runs {@code rest}, the rest of a request whose route gave its worker back while it waited. For
   * these there are as many workers again: workers may all be waiting for the outcome of such a
   * request, of which theirs are duplicates.
   *
   * @throws RejectedExecutionException when the door has closed; {@code rest} does not run then
   */
  public void resume(Runnable rest) {
    resuming.execute(rest);
  }

  /** Where it listens, as a URL. */
  public String address() {
    return "http://" + host + ":" + port;
  }

  /** Begins to take requests. */
  public void open() {
    state = State.OPEN;
  }

  /**
   * Takes no new request, and waits until those in work have been answered, {@link
   * DoorSettings#shutdownTimeout} at most.
   */
  public void drain() {
    state = State.CLOSING;
    long deadline = System.nanoTime() + settings.shutdownTimeout().toNanos();
    while (capacity.visits() > 0 && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(STEP_NANOS);
    }
    if (capacity.visits() > 0) {
      LOG.warn("{} requests were still in work and are cut off", capacity.visits());
    }
    // Camel has its own patience with what is in work; it comes on top of this one.
    camel.getShutdownStrategy().setTimeUnit(TimeUnit.SECONDS);
    camel.getShutdownStrategy().setTimeout(1);
  }

  @Override
  protected void doStart() throws Exception {
    int loops = Runtime.getRuntime().availableProcessors();
    vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(loops)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    threads =
        camel
            .getExecutorServiceManager()
            .newThreadPool(
                this,
                "incoming-worker",
                new ThreadPoolProfileBuilder("incoming-worker")
                    .poolSize(1)
                    .maxPoolSize(Integer.MAX_VALUE)
                    // None: a task goes to the thread that came to rest last, or to a new one.
                    .maxQueueSize(0)
                    .rejectedPolicy(ThreadPoolRejectedPolicy.Abort)
                    .build());
    workers = new Workers(threads, settings.workers());
    resuming = new Workers(threads, settings.workers());
    // One first: it fails alone when the port is taken, with no others to be undone.
    Future<String> listening =
        deploy(1).compose(first -> loops == 1 ? Future.succeededFuture(first) : deploy(loops - 1));
    try {
      listening.toCompletionStage().toCompletableFuture().get();
    } catch (ExecutionException e) {
      throw bindFailure(e.getCause());
    }
  }

  private Future<String> deploy(int instances) {
    return vertx.deployVerticle(
        () -> new Doorway(this, host, port), new DeploymentOptions().setInstances(instances));
  }

  private ConfigurationException bindFailure(Throwable cause) {
    vertx.close();
    String message = String.valueOf(cause.getMessage());
    String reason = message.contains("already in use") ? "it is already in use" : message;
    return new ConfigurationException(
        List.of("camel.server.port: cannot listen on " + address() + ": " + reason));
  }

  @Override
  protected void doStop() throws Exception {
    if (vertx != null) {
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
      camel.getExecutorServiceManager().shutdownNow(threads);
    }
  }
}
