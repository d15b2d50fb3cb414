package incoming.delivery;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQNotConnectedException;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The broker in this process that keeps accepted events: Apache Artemis without a network.
 *
 * <p>A persistent message is synced to disk before its send returns. When the directory cannot be
 * written any more the broker goes down, says why once, and opens again every few seconds until it
 * can; nothing that was acknowledged is lost. Clients of {@link BrokerLink} survive that.
 *
 * <p>Thread-safe. Does not guard against a journal that others altered: Artemis passes over a
 * record that it cannot read.
 */
final class EmbeddedBroker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final AtomicInteger NUMBERS = new AtomicInteger();
  private static final Duration PAUSE = Duration.ofSeconds(3);

  private final Path directory;
  private final Function<Configuration, BrokerServer> servers;
  private final BrokerSettings settings;
  private final Duration pause;
  private final int number = NUMBERS.getAndIncrement();
  private final ExecutorService reopening =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "incoming-broker");
            thread.setDaemon(true);
            return thread;
          });
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile BrokerRun run;
  private final AtomicBoolean up = new AtomicBoolean();

  private EmbeddedBroker(
      Path directory,
      BrokerSettings settings,
      Duration pause,
      Function<Configuration, BrokerServer> servers) {
    this.directory = directory;
    this.settings = settings;
    this.pause = pause;
    this.servers = servers;
  }

  /**
   * Opens the broker that keeps its events in {@code directory}, made if it is missing.
   *
   * @throws IOException in words for the operator: the directory is in use, damaged or not writable
   */
  static EmbeddedBroker open(Path directory, BrokerSettings settings) throws IOException {
    return open(directory, settings, PAUSE, BrokerServer::new);
  }

  /** The same with another pause between attempts to reopen, and other servers. */
  static EmbeddedBroker open(
      Path directory,
      BrokerSettings settings,
      Duration pause,
      Function<Configuration, BrokerServer> servers)
      throws IOException {
    Files.createDirectories(directory);
    EmbeddedBroker broker = new EmbeddedBroker(directory, settings, pause, servers);
    broker.start();
    return broker;
  }

  /** Where {@link BrokerLink} finds it; the same after it was reopened. */
  String url() {
    return "vm://" + number;
  }

  /**
   * The broker itself, until it ends.
   *
   * @throws ActiveMQException it does not take messages now
   */
  ActiveMQServer server() throws ActiveMQException {
    BrokerRun current = run;
    if (!isUp() || current == null) {
      throw new ActiveMQNotConnectedException("the journal cannot be written");
    }
    return current.server();
  }

  /** Whether it takes messages: one field read. */
  boolean isUp() {
    return up.get();
  }

  /**
   * Gives back what the journal takes on disk and does not need any more, and waits for it: Artemis
   * looks only when it begins another file, which it may not do while nothing is accepted.
   *
   * @throws IOException it could not be done
   */
  void compact() throws IOException {
    BrokerRun current = run;
    if (isUp() && current != null) {
      current.compact();
    }
  }

  /** Takes no more messages; those it has are on disk. */
  @Override
  public void close() {
    closing.countDown();
    up.set(false);
    reopening.shutdown();
    stop();
  }

  private synchronized void start() throws IOException {
    Configuration configuration = BrokerConfiguration.of(directory, number, settings);
    BrokerRun next = new BrokerRun(servers.apply(configuration), this::ended);
    next.start(directory);
    run = next;
    up.set(true);
    // It can have ended before it counted as up, and was not missed then.
    next.ended().ifPresent(this::ended);
  }

  private synchronized boolean stop() {
    if (run == null) {
      return true;
    }
    if (!run.stop()) {
      LOG.error(
          "{}: the broker does not stop; if this stays the last line, end the process", directory);
      return false;
    }
    run = null;
    return true;
  }

  /** A run that did not come up ends, too, but that is told by whoever started it. */
  private void ended(Throwable reason) {
    if (up.compareAndSet(true, false) && closing.getCount() > 0) {
      LOG.error(
          "{}: the journal cannot be written ({}); no event is accepted until it can be",
          directory,
          reason.getMessage());
      reopening.execute(this::reopen);
    }
  }

  private void reopen() {
    try {
      while (!(stop() && reopened()) && !closing.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("{}: the journal cannot be opened yet", directory);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Also true when it is not needed any more. */
  private synchronized boolean reopened() {
    if (closing.getCount() == 0) {
      return true;
    }
    try {
      start();
      LOG.info("{}: the journal can be written again", directory);
      return true;
    } catch (IOException | RuntimeException e) {
      LOG.debug("{}: not opened", directory, e);
      return false;
    }
  }
}
