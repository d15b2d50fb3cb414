package incoming.target;

import incoming.event.Event;
import incoming.http.RouteName;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.component.http.HttpProducer;
import org.apache.hc.client5.http.classic.methods.HttpUriRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;

/**
 * One call to a target: the message of the route goes out, a status comes back, and nothing else.
 *
 * <p>Sent are the body and headers of the message and, when the exchange has an {@link Event},
 * {@code Idempotency-Key} with its id. A GET has no body, a DELETE has one when there is text or
 * bytes to be sent. A 2xx status is success and leaves the message as it was sent; anything else is
 * a {@link CallFailure}. Either way the exchange has its {@link Call}. The answer's headers and
 * body never reach the message: at most so many bytes of the body are read as its connection is
 * worth. The whole call has a deadline, so that a target that drips its answer byte by byte holds
 * no thread. A preview is noted and not sent.
 *
 * <p>Thread-safe. Does not know whether a target that failed has acted on the call all the same:
 * only the idempotency key makes a repeated call harmless.
 */
final class TargetProducer extends HttpProducer {
  private static final byte[] NOTHING = new byte[0];

  private final Optional<UrlTemplate> template;
  private final Optional<Credential> credential;
  private final AnswerReader answers;
  private final ScheduledExecutorService deadlines;
  private final Clock clock;

  TargetProducer(
      TargetEndpoint endpoint,
      AnswerReader answers,
      ScheduledExecutorService deadlines,
      Clock clock) {
    super(endpoint.http());
    this.template = endpoint.template();
    this.credential = endpoint.credential();
    this.answers = answers;
    this.deadlines = deadlines;
    this.clock = clock;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    exchange.removeProperty(Call.PROPERTY);
    Message message = exchange.getMessage();
    if (message.getBody() instanceof String text) {
      // camel-http would add a charset to the Content-Type that the route has set.
      message.setBody(text.getBytes(charset(message)));
    } else if (credential.isPresent()) {
      // A signature is over what is sent, and a second try sends it again.
      byte[] bytes = message.getBody(byte[].class);
      message.setBody(bytes == null ? message.getBody() : bytes);
    }
    Event event = event(exchange);
    if (event != null) {
      message.setHeader("Idempotency-Key", event.eventId());
    }
    fixHost(message);
    super.process(exchange);
  }

  /** Camel's control headers may choose the path and the query, as toD does, and nothing else. */
  private static void fixHost(Message message) {
    message.removeHeader(Exchange.HTTP_URI);
    message.removeHeader(Exchange.REST_HTTP_URI);
    if (message.getHeader(Exchange.HTTP_PATH) instanceof String path) {
      // Camel would resolve the placeholders that a value brings along.
      message.setHeader(Exchange.HTTP_PATH, path.replace("{", "%7B"));
    }
  }

  @Override
  protected HttpUriRequest createMethod(Exchange exchange) throws Exception {
    HttpUriRequest request = super.createMethod(exchange);
    if (template.isPresent()) {
      request.setUri(url(exchange, template.get(), request.getMethod()));
    }
    if (Method.DELETE.isSame(request.getMethod())
        && request.getEntity() == null
        && exchange.getMessage().getBody() instanceof byte[]) {
      request.setEntity(createRequestEntity(exchange));
    }
    return request;
  }

  private URI url(Exchange exchange, UrlTemplate url, String method) {
    UrlTemplate.Outcome outcome = url.url(event(exchange));
    if (outcome.problem() == null) {
      return outcome.url();
    }
    String problem = "the URL " + outcome.problem();
    exchange.setProperty(
        Call.PROPERTY, new Call(method, url.toString(), clock.millis(), 0, 0, problem, ""));
    HttpHost host = HttpHost.create(getEndpoint().getHttpUri());
    throw new TargetFailure(RouteName.of(exchange), host).withoutUrl(problem);
  }

  @Override
  protected <T> T executeMethod(
      Exchange exchange,
      HttpHost host,
      HttpUriRequest request,
      HttpClientResponseHandler<T> unused) {
    byte[] body =
        request.getEntity() != null && exchange.getMessage().getBody() instanceof byte[] bytes
            ? bytes
            : NOTHING;
    if (OutgoingRequest.isPreview(exchange)) {
      credential.ifPresent(proof -> proof.mask(request, body, event(exchange)));
      OutgoingRequest.note(exchange, Preview.of(request, body));
      return null;
    }
    Future<?> deadline = deadlines.schedule(request::abort, time(), TimeUnit.MILLISECONDS);
    try {
      new Sending(exchange, host, clock, answers, credential).send(getHttpClient(), request, body);
      return null;
    } finally {
      deadline.cancel(false);
    }
  }

  private long time() {
    HttpEndpoint http = getEndpoint();
    return http.getConnectionRequestTimeout()
        + http.getConnectTimeout()
        + http.getResponseTimeout();
  }

  private static Event event(Exchange exchange) {
    return exchange.getProperty(Event.PROPERTY, Event.class);
  }

  private static Charset charset(Message message) {
    ContentType type = ContentType.parse(message.getHeader(Exchange.CONTENT_TYPE, String.class));
    return ContentType.getCharset(type, StandardCharsets.UTF_8);
  }
}
