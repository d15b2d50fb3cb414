package incoming.route;

import incoming.config.Nearest;
import incoming.delivery.Outbox;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;

/**
 * The {@code incoming:} scheme, under which the steps of this product are used in a route, and the
 * accepted events of an integration begin one.
 */
public final class IncomingComponent extends DefaultComponent {
  private static final String DELIVERIES = "deliveries/";

  private final Map<String, Step> steps;
  private final Outbox outbox;

  /** A component with these steps, by name, and the deliveries of {@code outbox}. */
  public IncomingComponent(Map<String, Step> steps, Outbox outbox) {
    this.steps = new TreeMap<>(steps);
    this.outbox = outbox;
  }

  @Override
  protected Endpoint createEndpoint(String uri, String name, Map<String, Object> options) {
    if (name.startsWith(DELIVERIES)) {
      return outbox.endpoint(uri, this, name.substring(DELIVERIES.length()), options);
    }
    Step step = steps.get(name);
    if (step == null) {
      throw new IllegalArgumentException(
          "unknown step incoming:" + name + Nearest.hint(name, steps.keySet()));
    }
    return new StepEndpoint(uri, this, step.create(options));
  }

  private static final class StepEndpoint extends DefaultEndpoint {
    private final AsyncProcessor step;

    StepEndpoint(String uri, IncomingComponent component, Processor step) {
      super(uri, component);
      this.step = AsyncProcessorConverterHelper.convert(step);
    }

    @Override
    public boolean isRemote() {
      return false;
    }

    @Override
    public Producer createProducer() {
      return new DefaultAsyncProducer(this) {
        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
          return step.process(exchange, callback);
        }
      };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      throw new UnsupportedOperationException(
          "incoming: steps are used with to:; only incoming:deliveries/<name> with from:");
    }
  }
}
