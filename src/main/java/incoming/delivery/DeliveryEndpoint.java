package incoming.delivery;

import java.util.Map;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/**
 * {@code from: incoming:deliveries/<integration>}: begins a route with each accepted event of an
 * integration.
 *
 * <p>The exchange has the event under {@code Event.PROPERTY}, its map as the body, and no header.
 * Options: {@code concurrency} (calls at a time), {@code maxRate} (calls a second), {@code
 * retryDelay}, {@code maxRetryDelay}, {@code retryFor} (times such as {@code 10s}), {@code
 * order=strict}.
 */
final class DeliveryEndpoint extends DefaultEndpoint implements MultipleConsumersSupport {
  private final String integration;
  private final DeliveryOptions options;
  private final DispatchTable table;

  DeliveryEndpoint(
      String uri,
      Component component,
      String integration,
      DeliveryOptions options,
      DispatchTable table) {
    super(uri, component);
    this.integration = integration;
    this.options = options;
    this.table = table;
  }

  /**
   * An endpoint with the {@code options}, from which it takes those that it knows.
   *
   * @throws IllegalArgumentException says what is wrong with the name or an option
   */
  static DeliveryEndpoint of(
      String uri,
      Component component,
      String integration,
      Map<String, Object> options,
      DeliverySettings defaults,
      DispatchTable table) {
    if (integration.isEmpty()) {
      throw new IllegalArgumentException(
          "write incoming:deliveries/ and the name of the integration");
    }
    return new DeliveryEndpoint(
        uri, component, integration, DeliveryOptions.take(options, defaults), table);
  }

  @Override
  public boolean isRemote() {
    return false;
  }

  /** For a moment the version before and the one that follows both have one. */
  @Override
  public boolean isMultipleConsumersSupported() {
    return true;
  }

  @Override
  public Consumer createConsumer(Processor processor) throws Exception {
    DeliveryConsumer consumer = new DeliveryConsumer(this, processor, integration, options, table);
    configureConsumer(consumer);
    return consumer;
  }

  @Override
  public Producer createProducer() {
    throw new UnsupportedOperationException(
        "incoming:deliveries is used with from:; an event is put there with to: incoming:accept");
  }
}
