package incoming.target;

import incoming.event.Event;
import incoming.http.RouteName;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequest;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;

/** Sends one request and leaves its {@link Call} on the exchange, whatever becomes of it. */
final class Sending {
  private final Exchange exchange;
  private final HttpHost host;
  private final Clock clock;
  private final AnswerReader answers;
  private final Optional<Credential> credential;
  private final TargetFailure failure;
  private final long startedAt;
  private final long start = System.nanoTime();

  /** The call begins now. */
  Sending(
      Exchange exchange,
      HttpHost host,
      Clock clock,
      AnswerReader answers,
      Optional<Credential> credential) {
    this.exchange = exchange;
    this.host = host;
    this.clock = clock;
    this.answers = answers;
    this.credential = credential;
    this.failure = new TargetFailure(RouteName.of(exchange), host);
    this.startedAt = clock.millis();
  }

  /**
   * Returns when the answer is 2xx, and throws a {@link CallFailure} when it is not. A credential
   * that can be renewed gets a second try after a 401.
   *
   * @param body what {@code request} carries
   */
  void send(HttpClient client, HttpUriRequest request, byte[] body) {
    try {
      URI plain = request.getUri();
      Header[] headers = request.getHeaders();
      CallFailure refusal = attempt(client, request, body);
      boolean again =
          refusal != null
              && Call.of(exchange).status() == 401
              && !request.isAborted()
              && credential.isPresent()
              && credential.get().renew(request);
      if (again) {
        request.setUri(plain);
        request.setHeaders(headers);
        refusal = attempt(client, request, body);
      }
      if (refusal != null) {
        throw refusal;
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the request was made of a URI", e);
    }
  }

  /** Sends the request; what is thrown beside the answer is a credential's own failure. */
  private CallFailure attempt(HttpClient client, HttpUriRequest request, byte[] body) {
    authorize(request, body);
    try {
      ClassicHttpResponse response = client.executeOpen(host, request, HttpClientContext.create());
      int status = response.getCode();
      AnswerHeaders.note(exchange, request, response, answers.secrets());
      note(request, status, null, answers.read(response, request));
      return status / 100 == 2
          ? null
          : failure.refused(status, RetryAfter.of(response, clock.instant()));
    } catch (IOException e) {
      boolean late = request.isAborted();
      note(request, 0, late ? "timed out" : TargetFailure.words(e), "");
      return late ? failure.timeout() : failure.of(e);
    }
  }

  private void authorize(HttpUriRequest request, byte[] body) {
    if (credential.isPresent()) {
      try {
        Event event = exchange.getProperty(Event.PROPERTY, Event.class);
        credential.get().authorize(request, body, event);
      } catch (CallFailure e) {
        note(request, 0, e.getMessage(), "");
        throw e;
      }
    }
  }

  private void note(HttpUriRequest request, int status, String problem, String answer) {
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    exchange.setProperty(
        Call.PROPERTY,
        new Call(
            request.getMethod(), address(request), startedAt, millis, status, problem, answer));
  }

  /** Without the query, which may be secret. */
  private String address(HttpUriRequest request) {
    String path = request.getPath();
    int query = path.indexOf('?');
    return host.toURI() + (query < 0 ? path : path.substring(0, query));
  }
}
