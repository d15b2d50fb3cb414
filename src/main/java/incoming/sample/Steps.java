package incoming.sample;

import incoming.event.Event;
import incoming.http.RouteName;
import incoming.jinjava.JinjavaComponent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Producer;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Runs steps of a route without a route: each endpoint is made, used once and stopped, and Camel
 * never learns of it. Used by one thread.
 */
final class Steps {
  private static final String TEMPLATES = "jinjava:";

  private final CamelContext camel;
  private final Candidate candidate;
  private final Path routes;

  /** Steps of {@code candidate}, whose templates come before those in the folder {@code routes}. */
  Steps(CamelContext camel, Candidate candidate, Path routes) {
    this.camel = camel;
    this.candidate = candidate;
    this.routes = routes;
  }

  /** The name of the route file. */
  String routeFile() {
    return candidate.name() + ".camel.yaml";
  }

  /** The text of a template as its route would read it. */
  TemplateText template(String file) throws IOException {
    try (InputStream in = open(routes.resolve(file))) {
      return new TemplateText(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /** The templates that {@code steps} name. */
  List<String> templates(List<ProcessorDefinition<?>> steps) throws Refusal {
    List<String> files = new ArrayList<>();
    for (ProcessorDefinition<?> step : steps) {
      String uri = step instanceof ToDefinition to ? Head.resolve(camel, to.getEndpointUri()) : "";
      if (uri.startsWith(TEMPLATES)) {
        files.add(
            uri.substring(TEMPLATES.length())
                .replaceFirst("^(//)?(file:)?", "")
                .replaceFirst("\\?.*", ""));
      }
    }
    return files;
  }

  private InputStream open(Path file) throws IOException {
    String text = candidate.templates().get(routes.relativize(file).toString());
    return text == null
        ? Files.newInputStream(file)
        : new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  /** An exchange with {@code event} as a route of the integration would have it. */
  Exchange exchange(Event event) {
    Exchange exchange = new DefaultExchange(camel);
    exchange
        .getExchangeExtension()
        .setFromRouteId(RouteName.versioned(candidate.name() + "-delivery", 0));
    exchange.setProperty(Event.PROPERTY, event);
    exchange.getIn().setBody(event.asMap());
    return exchange;
  }

  /** Runs {@code step}; fails as it fails. */
  void run(ProcessorDefinition<?> step, Exchange exchange) throws Exception {
    if (step instanceof SetHeaderDefinition header) {
      Object value =
          header.getExpression().createExpression(camel).evaluate(exchange, Object.class);
      exchange.getMessage().setHeader(Head.resolve(camel, header.getName()), value);
    } else if (step instanceof ToDefinition to) {
      run(Head.resolve(camel, to.getEndpointUri()), exchange);
    }
    // What is left is log, which would repeat what nobody has sent.
  }

  /** Runs the endpoint {@code uri}; fails as it fails. */
  void run(String uri, Exchange exchange) throws Exception {
    Endpoint endpoint = component(uri).createEndpoint(uri);
    ServiceHelper.startService(endpoint);
    try {
      Producer producer = endpoint.createProducer();
      ServiceHelper.startService(producer);
      try {
        producer.process(exchange);
      } finally {
        ServiceHelper.stopAndShutdownService(producer);
      }
    } finally {
      ServiceHelper.stopAndShutdownService(endpoint);
    }
    if (exchange.getException() != null) {
      throw exchange.getException();
    }
  }

  private Component component(String uri) {
    if (!uri.startsWith(TEMPLATES)) {
      return camel.getComponent(uri.substring(0, uri.indexOf(':')));
    }
    JinjavaComponent templates = new JinjavaComponent(this::open);
    templates.setDirectory(routes.toString());
    templates.setCamelContext(camel);
    return templates;
  }
}
