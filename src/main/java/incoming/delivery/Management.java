package incoming.delivery;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.management.ManagementHelper;
import org.apache.activemq.artemis.api.core.management.ResourceNames;

/**
 * What an operator does to queues, asked of the broker with its management messages, which are the
 * same for the embedded one and a cluster.
 *
 * <p>Source: Artemis' {@code QueueControl}. Calls take their turn; each waits for its answer.
 * Thread-safe.
 */
final class Management {
  private static final int FLUSH_LIMIT = 1_000;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Long>> COUNTS = new TypeReference<>() {};

  private final Broker broker;

  Management(Broker broker) {
    this.broker = broker;
  }

  /** Gives out no events of {@code queue} until {@link #resume}, also after a restart. */
  void pause(String queue) {
    call(queue, "pause", true);
  }

  void resume(String queue) {
    call(queue, "resume");
  }

  boolean isPaused(String queue) {
    return Boolean.parseBoolean(call(queue, "isPaused"));
  }

  /** Moves the letter of one event to another queue; answers whether it was there. */
  boolean move(String queue, String eventId, String to) {
    return move(queue, filter(eventId), to, 1) > 0;
  }

  /** Moves at most so many letters, the oldest first; answers how many. */
  int move(String queue, String to, int count) {
    return move(queue, "", to, count);
  }

  private int move(String queue, String filter, String to, int count) {
    return Integer.parseInt(call(queue, "moveMessages", FLUSH_LIMIT, filter, to, false, count));
  }

  /** Removes the letter of one event; answers whether it was there. */
  boolean remove(String queue, String eventId) {
    return Integer.parseInt(call(queue, "removeMessages", filter(eventId))) > 0;
  }

  /** Removes letters that came before {@code time}, epoch milliseconds; answers how many. */
  int removeOlder(String queue, long time) {
    return Integer.parseInt(call(queue, "removeMessages", "AMQTimestamp < " + time));
  }

  /** Which of the events, at least one, have a letter in {@code queue} that nobody holds. */
  Set<String> holds(String queue, Collection<String> eventIds) {
    String ids = eventIds.stream().map(Management::literal).collect(joining(",", "(", ")"));
    return counts(queue, Letter.EVENT_ID + " IN " + ids, Letter.EVENT_ID).keySet();
  }

  /** How many letters of {@code queue} that nobody holds have each value of {@code property}. */
  Map<String, Long> counts(String queue, String filter, String property) {
    try {
      return JSON.readValue(call(queue, "countMessages", filter, property), COUNTS);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the broker's answer is no JSON", e);
    }
  }

  /** The names of all queues. */
  List<String> queues() {
    Object[] names = (Object[]) ask(ResourceNames.BROKER, "getQueueNames");
    return Stream.of(names).map(String::valueOf).toList();
  }

  private static String filter(String eventId) {
    return Letter.EVENT_ID + "=" + literal(eventId);
  }

  private static String literal(String eventId) {
    // As an id it holds nothing but hexadecimal digits and hyphens.
    return "'" + UUID.fromString(eventId) + "'";
  }

  private String call(String queue, String operation, Object... parameters) {
    return String.valueOf(ask(ResourceNames.QUEUE + queue, operation, parameters));
  }

  private synchronized Object ask(String resource, String operation, Object... parameters) {
    AtomicReference<Object> result = new AtomicReference<>();
    try (ClientSession session = broker.session()) {
      session.start();
      ManagementHelper.doManagement(
          session,
          request ->
              ManagementHelper.putOperationInvocation(request, resource, operation, parameters),
          reply -> result.set(ManagementHelper.getResult(reply)),
          reply -> {
            throw new IllegalStateException(String.valueOf(ManagementHelper.getResult(reply)));
          });
    } catch (Exception e) {
      throw new IllegalStateException(
          "the broker refused '" + operation + "' of " + resource + ": " + e.getMessage(), e);
    }
    return result.get();
  }
}
