package incoming.target;

import incoming.event.Event;
import incoming.http.RouteName;
import java.io.IOException;
import java.io.InputStream;
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
  private final long maxResponse;
  private final Optional<Credential> credential;
  private final TargetFailure failure;
  private final long startedAt;
  private final long start = System.nanoTime();

  /** The call begins now. */
  Sending(
      Exchange exchange,
      HttpHost host,
      Clock clock,
      long maxResponse,
      Optional<Credential> credential) {
    this.exchange = exchange;
    this.host = host;
    this.clock = clock;
    this.maxResponse = maxResponse;
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
      note(request, status, null, read(response, request));
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

  /** Reads what little an answer should have: a connection with unread bytes cannot serve again. */
  private String read(ClassicHttpResponse response, HttpUriRequest request) {
    byte[] begin = new byte[AnswerText.LENGTH];
    byte[] buffer = begin;
    int kept = 0;
    long total = 0;
    try (response) {
      InputStream in = response.getEntity() == null ? null : response.getEntity().getContent();
      while (in != null) {
        if (total >= maxResponse) {
          request.abort(); // closing alone would read on to the end, if there is one
          break;
        }
        int offset = buffer == begin ? kept : 0;
        int read = in.read(buffer, offset, buffer.length - offset);
        if (read < 0) {
          break;
        }
        total += read;
        kept += buffer == begin ? read : 0;
        if (kept == begin.length && buffer == begin) {
          buffer = new byte[4096];
        }
      }
    } catch (IOException e) {
      // The status has been told, and what is there of the rest is enough.
      total = Math.max(total, kept);
    }
    return AnswerText.of(response.getEntity(), begin, kept, total);
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
