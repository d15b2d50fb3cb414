package incoming.route;

import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;

/** Takes every name; {@code concurrency} is the one option it has. */
final class AnyStep extends DefaultComponent {
  @Override
  protected Endpoint createEndpoint(String uri, String name, Map<String, Object> options) {
    Object concurrency = options.remove("concurrency");
    if (concurrency != null && !concurrency.equals("4")) {
      throw new IllegalArgumentException("concurrency=" + concurrency + " is outside 1 to 64");
    }
    return new AnyEndpoint(uri, this);
  }

  private static final class AnyEndpoint extends DefaultEndpoint {
    AnyEndpoint(String uri, AnyStep component) {
      super(uri, component);
    }

    @Override
    public Producer createProducer() {
      return new DefaultProducer(this) {
        @Override
        public void process(Exchange exchange) {}
      };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      return new DefaultConsumer(this, processor);
    }
  }
}
