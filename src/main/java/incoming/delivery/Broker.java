package incoming.delivery;

import java.io.Closeable;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.FailoverEventType;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection to the broker that keeps the queues, be it embedded or a cluster.
 *
 * <p>What was sent is on the broker's disk when {@link #send} returns. A broker that goes away is
 * connected to again for as long as it takes; calls made meanwhile fail within seconds. Letters go
 * by a {@link Line} of each who sends or takes them; what else is asked goes by Artemis' core
 * client, of which a {@code ClientSession} serves one thread at a time. Thread-safe.
 */
final class Broker implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Broker.class);
  private static final int CLOSE_MILLIS = 1_000;

  private final ServerLocator locator;
  private final ClientSessionFactory connection;
  private final DeliverySettings settings;
  private final Optional<EmbeddedBroker> embedded;
  private final Senders senders = new Senders(this);
  private final Set<String> known = ConcurrentHashMap.newKeySet();

  private Broker(
      ServerLocator locator,
      ClientSessionFactory connection,
      DeliverySettings settings,
      Optional<EmbeddedBroker> embedded) {
    this.locator = locator;
    this.embedded = embedded;
    this.connection = connection;
    this.settings = settings;
  }

  /**
   * Connects to the broker in this process.
   *
   * @throws IOException in words for the operator
   */
  static Broker connect(EmbeddedBroker broker, DeliverySettings settings) throws IOException {
    return connect(broker.url(), settings, Optional.of(broker));
  }

  /**
   * Connects to the broker at {@code url}.
   *
   * @throws IOException in words for the operator
   */
  static Broker connect(String url, DeliverySettings settings) throws IOException {
    return connect(url, settings, Optional.empty());
  }

  private static Broker connect(
      String url, DeliverySettings settings, Optional<EmbeddedBroker> embedded) throws IOException {
    try {
      ServerLocator locator =
          BrokerLink.to(url)
              .setProducerWindowSize(-1)
              .setUseGlobalPools(false)
              // Each call to a target holds one of them, of which the crew has no more than wanted.
              .setThreadPoolMaxSize(Integer.MAX_VALUE)
              .setScheduledThreadPoolMaxSize(1)
              .setOnMessageCloseTimeout(CLOSE_MILLIS);
      try {
        Broker broker = new Broker(locator, locator.createSessionFactory(), settings, embedded);
        broker.session().close(); // says at once what is wrong with user or password
        broker.connection.addFailoverListener(broker::tell);
        return broker;
      } catch (Exception e) {
        locator.close();
        throw e;
      }
    } catch (Exception e) {
      throw new IOException("the broker cannot be reached (" + e.getMessage() + ")", e);
    }
  }

  private void tell(FailoverEventType event) {
    switch (event) {
      case FAILURE_DETECTED ->
          LOG.warn("the broker has gone; nothing is accepted until it is back");
      case FAILOVER_COMPLETED -> LOG.info("the broker is back");
      default -> {
        if (!senders.isClosed()) {
          LOG.error("the broker does not come back; start this process again");
        }
      }
    }
  }

  /** Whether it is in this process. */
  boolean isHere() {
    return embedded.isPresent();
  }

  /** A session of its own for the caller, who closes it. */
  ClientSession session() throws ActiveMQException {
    return session(true);
  }

  /** A line on which each letter counts as it is sent, for the caller, who closes it. */
  Line line() throws ActiveMQException {
    return line(false);
  }

  /** A line of which nothing counts before it is committed, for the caller, who closes it. */
  Line transacted() throws ActiveMQException {
    return line(true);
  }

  private Line line(boolean transacted) throws ActiveMQException {
    return embedded.isPresent()
        ? new EmbeddedLine(embedded.get().server(), transacted)
        : new ClientLine(session(!transacted));
  }

  private ClientSession session(boolean autoCommit) throws ActiveMQException {
    return connection.createSession(
        settings.user().orElse(null),
        settings.password().orElse(null),
        false,
        autoCommit,
        autoCommit,
        false,
        0);
  }

  /** Runs {@code task}, which returns at once, each time that a broker which was away is back. */
  void onReturn(Runnable task) {
    connection.addFailoverListener(
        event -> {
          if (event == FailoverEventType.FAILOVER_COMPLETED) {
            task.run();
          }
        });
  }

  /** Makes sure that the queues of an integration are there. */
  void open(Queue queue) throws ActiveMQException {
    open(queue.deliveries());
    open(queue.dead());
  }

  /** Makes sure that the queue {@code name} is there. */
  void open(String name) throws ActiveMQException {
    if (!known.contains(name)) {
      create(name);
      known.add(name);
    }
  }

  private synchronized void create(String name) throws ActiveMQException {
    try (ClientSession session = session()) {
      create(session, name);
    }
  }

  private static void create(ClientSession session, String name) throws ActiveMQException {
    SimpleString address = SimpleString.of(name);
    if (!session.addressQuery(address).isExists()) {
      session.createAddress(address, RoutingType.ANYCAST, false);
    }
    if (!session.queueQuery(address).isExists()) {
      session.createQueue(
          QueueConfiguration.of(name)
              .setAddress(name)
              .setRoutingType(RoutingType.ANYCAST)
              .setDurable(true)
              .setAutoDelete(false));
    }
  }

  /**
   * Puts {@code letter} into the queue of accepted events.
   *
   * @throws UnsentException when it is certain that it is not there; after any other exception it
   *     may be there, or come there within seconds
   */
  void send(Queue queue, Letter letter) throws ActiveMQException {
    senders.send(queue, letter);
  }

  /**
   * The same without waiting for the disk, if there is a way.
   *
   * @param told hears once that the letter is on disk, or why it may not be; see {@link Line#send}
   * @return whether it is on disk already; {@code told} hears nothing then, and neither after an
   *     exception
   */
  boolean send(Queue queue, Letter letter, Consumer<Optional<ActiveMQException>> told)
      throws ActiveMQException {
    return senders.send(queue, letter, told);
  }

  /**
   * Makes count what {@code lines} have sent and acknowledged: of several lines, which must be to a
   * broker in this process and have sent nothing, all or nothing. Need not wait for the disk.
   *
   * @return lets the lines take their next letters once it is on disk; to be run when their takers
   *     can have them
   */
  Runnable commit(List<Line> lines) throws ActiveMQException {
    if (lines.size() > 1) {
      return EmbeddedLine.commit(lines.stream().map(EmbeddedLine.class::cast).toList());
    }
    Line line = lines.get(0);
    line.commit();
    return line::next;
  }

  /** How many letters are in each of the queues {@code names}, those in work among them. */
  Map<String, Long> depths(Collection<String> names) throws ActiveMQException {
    Map<String, Long> depths = new HashMap<>();
    try (ClientSession session = session()) {
      for (String name : names) {
        depths.put(name, session.queueQuery(SimpleString.of(name)).getMessageCount());
      }
    }
    return depths;
  }

  @Override
  public void close() {
    senders.close();
    connection.close();
    locator.close();
  }
}
