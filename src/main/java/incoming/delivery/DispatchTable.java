package incoming.delivery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Which version of which integration its accepted events are delivered with.
 *
 * <p>A consumer enters when its route starts, and gets no event before {@link #publish}, which puts
 * it in the place of the version before: an attempt is made with the one or the other, and never
 * with a version that did not come to run. Thread-safe.
 */
public final class DispatchTable {
  private final Map<String, Dispatch> dispatches = new HashMap<>();
  private final Map<String, DeliveryConsumer> entered = new HashMap<>();
  private Function<String, Dispatch> making;

  /**
   * From now on events are delivered.
   *
   * @param making gives an integration its dispatch
   */
  synchronized void open(Function<String, Dispatch> making) {
    this.making = making;
  }

  /**
   * Takes note of a consumer that starts.
   *
   * @throws IllegalArgumentException when another route of the same version delivers the
   *     integration
   */
  synchronized void enter(DeliveryConsumer consumer) {
    if (entered.putIfAbsent(consumer.integration(), consumer) != null) {
      throw new IllegalArgumentException(
          "two routes begin with incoming:deliveries/" + consumer.integration());
    }
  }

  /** Forgets a consumer that stops. */
  synchronized void leave(DeliveryConsumer consumer) {
    entered.remove(consumer.integration(), consumer);
    Dispatch dispatch = dispatches.get(consumer.integration());
    if (dispatch != null && dispatch.runs(consumer)) {
      dispatch.replace(null);
      dispatches.remove(consumer.integration());
    }
  }

  /**
   * Delivers {@code integration} with the consumer that has entered since; with none, no longer.
   *
   * @return how many attempts of the version before have not ended
   */
  public synchronized IntSupplier publish(String integration) {
    DeliveryConsumer next = entered.remove(integration);
    if (next == null) {
      return withdraw(integration);
    }
    return attempts(dispatches.computeIfAbsent(integration, making).replace(next));
  }

  /**
   * Delivers {@code integration} no longer; its events stay in their queue.
   *
   * @return how many attempts have not ended
   */
  public synchronized IntSupplier withdraw(String integration) {
    Dispatch dispatch = dispatches.remove(integration);
    return dispatch == null ? () -> 0 : attempts(dispatch.replace(null));
  }

  private static IntSupplier attempts(DeliveryConsumer before) {
    return before == null ? () -> 0 : before.attempts()::present;
  }

  /** The version that {@code integration} is delivered with; {@code null} when it is not. */
  synchronized DeliveryConsumer consumer(String integration) {
    Dispatch dispatch = dispatches.get(integration);
    return dispatch == null ? null : dispatch.consumer();
  }

  /** Makes {@code change} while all events of {@code integration} that wait are in their queue. */
  <T> T atRest(String integration, Supplier<T> change) {
    Dispatch dispatch;
    synchronized (this) {
      dispatch = dispatches.get(integration);
    }
    return dispatch == null ? change.get() : dispatch.atRest(change);
  }

  /** What is delivered at present. */
  synchronized List<Dispatch> all() {
    return new ArrayList<>(dispatches.values());
  }
}
