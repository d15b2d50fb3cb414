package incoming.target;

import incoming.event.Event;
import incoming.http.ProblemException;
import incoming.http.RouteName;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.component.http.HttpProducer;
import org.apache.hc.client5.http.classic.methods.HttpUriRequest;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;

/**
 * One call to a target: the message of the route goes out, a status comes back, and nothing else.
 *
 * <p>Sent are the body and headers of the message and, when the exchange has an {@link Event},
 * {@code Idempotency-Key} with its id. A 2xx status is success and leaves the message as it was
 * sent; anything else is a {@link ProblemException}. The answer's headers and body are never looked
 * at: at most so many bytes of the body are read as its connection is worth. The whole call has a
 * deadline, so that a target that drips its answer byte by byte holds no thread.
 *
 * <p>Thread-safe. Does not know whether a target that failed has acted on the call all the same:
 * only the idempotency key makes a repeated call harmless.
 */
final class TargetProducer extends HttpProducer {
  private final long maxResponse;
  private final ScheduledExecutorService deadlines;

  TargetProducer(HttpEndpoint endpoint, long maxResponse, ScheduledExecutorService deadlines) {
    super(endpoint);
    this.maxResponse = maxResponse;
    this.deadlines = deadlines;
  }

  @Override
  public void process(Exchange exchange) throws Exception {
    Message message = exchange.getMessage();
    if (message.getBody() instanceof String text) {
      // camel-http would add a charset to the Content-Type that the route has set.
      message.setBody(text.getBytes(charset(message)));
    }
    Event event = exchange.getProperty(Event.PROPERTY, Event.class);
    if (event != null) {
      message.setHeader("Idempotency-Key", event.eventId());
    }
    super.process(exchange);
  }

  @Override
  protected <T> T executeMethod(
      Exchange exchange, HttpHost host, HttpUriRequest request, HttpClientResponseHandler<T> unused)
      throws IOException {
    TargetFailure failure = new TargetFailure(RouteName.of(exchange), host);
    Future<?> deadline = deadlines.schedule(request::abort, time(), TimeUnit.MILLISECONDS);
    try {
      ClassicHttpResponse response =
          getHttpClient().executeOpen(host, request, HttpClientContext.create());
      discard(response, request);
      if (response.getCode() / 100 != 2) {
        throw failure.refused(response.getCode());
      }
      return null;
    } catch (IOException e) {
      throw request.isAborted() ? failure.timeout() : failure.of(e);
    } finally {
      deadline.cancel(false);
    }
  }

  /** Reads what little an answer should have: a connection with unread bytes cannot serve again. */
  private void discard(ClassicHttpResponse response, HttpUriRequest request) {
    byte[] buffer = new byte[4096];
    long left = maxResponse;
    try (response) {
      InputStream in = response.getEntity() == null ? null : response.getEntity().getContent();
      for (int read = 0; in != null && read >= 0; left -= read) {
        if (left <= 0) {
          request.abort(); // closing alone would read on to the end, if there is one
          return;
        }
        read = in.read(buffer);
      }
    } catch (IOException e) {
      return; // the status has been told, and nothing of the rest is wanted
    }
  }

  private long time() {
    HttpEndpoint http = getEndpoint();
    return http.getConnectionRequestTimeout()
        + http.getConnectTimeout()
        + http.getResponseTimeout();
  }

  private static Charset charset(Message message) {
    ContentType type = ContentType.parse(message.getHeader(Exchange.CONTENT_TYPE, String.class));
    return ContentType.getCharset(type, StandardCharsets.UTF_8);
  }
}
