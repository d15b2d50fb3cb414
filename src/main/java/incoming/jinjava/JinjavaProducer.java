package incoming.jinjava;

import incoming.event.Event;
import java.nio.charset.StandardCharsets;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/** Puts the rendered template into the message. */
final class JinjavaProducer extends DefaultProducer {
  private final Template template;

  JinjavaProducer(JinjavaEndpoint endpoint, Template template) {
    super(endpoint);
    this.template = template;
  }

  @Override
  public void process(Exchange exchange) {
    byte[] body = template.render(Event.of(exchange)).getBytes(StandardCharsets.UTF_8);
    Message message = exchange.getMessage();
    message.setBody(body);
    message.setHeader(Exchange.CONTENT_TYPE, template.format().contentType());
  }
}
