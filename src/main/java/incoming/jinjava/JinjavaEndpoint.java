package incoming.jinjava;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/**
 * Renders the event of a message with a Jinja template.
 *
 * <p>The body becomes the rendered bytes in UTF-8 and {@code Content-Type} follows the file's name
 * ({@code .json.j2}, {@code .xml.j2}, {@code .html.j2}, {@code .form.j2}, {@code .txt.j2}). The
 * template sees {@code request}, the event, and nothing of the exchange. It is read when a route
 * that uses it starts: a new version of a route reads it anew, a broken template keeps the route
 * from starting.
 */
@UriEndpoint(
    firstVersion = "0.1.0",
    scheme = "jinjava",
    title = "Jinjava",
    syntax = "jinjava:resourceUri",
    producerOnly = true,
    remote = false,
    category = {Category.TRANSFORMATION})
public class JinjavaEndpoint extends DefaultEndpoint {
  @UriPath(description = "Template file, relative to the folder of the routes")
  @Metadata(required = true, supportFileReference = true)
  private final String resourceUri;

  JinjavaEndpoint(String uri, JinjavaComponent component, String resourceUri) {
    super(uri, component);
    this.resourceUri = resourceUri;
  }

  /** The template's file. */
  public String getResourceUri() {
    return resourceUri;
  }

  @Override
  public boolean isRemote() {
    return false;
  }

  @Override
  public Producer createProducer() {
    // Camel keeps an endpoint across versions of a route; a producer is made for each.
    Template template = ((JinjavaComponent) getComponent()).templates().file(resourceUri);
    return new JinjavaProducer(this, template);
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    throw new UnsupportedOperationException("jinjava: is used with to:, not from:");
  }
}
