package incoming.target;

import java.util.Optional;
import org.apache.camel.Consumer;
import org.apache.camel.DelegateEndpoint;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.service.ServiceHelper;

/** An endpoint of camel-http whose producer is ours: camel-http lets no one else create its own. */
final class TargetEndpoint extends DefaultEndpoint implements DelegateEndpoint {
  private final TargetComponent component;
  private final HttpEndpoint http;
  private final Optional<UrlTemplate> template;
  private final Optional<Credential> credential;

  TargetEndpoint(
      String uri,
      TargetComponent component,
      HttpEndpoint http,
      Optional<UrlTemplate> template,
      Optional<Credential> credential) {
    super(uri, component);
    this.component = component;
    this.http = http;
    this.template = template;
    this.credential = credential;
  }

  @Override
  public Endpoint getEndpoint() {
    return http;
  }

  HttpEndpoint http() {
    return http;
  }

  /** The URL, when it takes values from the event. */
  Optional<UrlTemplate> template() {
    return template;
  }

  /** What proves who calls. */
  Optional<Credential> credential() {
    return credential;
  }

  /** What camel-http does not know is the query of the target. */
  @Override
  public boolean isLenientProperties() {
    return true;
  }

  @Override
  public Producer createProducer() {
    return component.producer(this);
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    throw new UnsupportedOperationException("http: is used with to:, not from:");
  }

  @Override
  protected void doStart() throws Exception {
    http.setCamelContext(getCamelContext());
    ServiceHelper.startService(http);
    super.doStart();
  }

  @Override
  protected void doStop() throws Exception {
    super.doStop();
    ServiceHelper.stopAndShutdownService(http);
  }
}
