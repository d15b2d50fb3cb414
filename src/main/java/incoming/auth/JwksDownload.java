package incoming.auth;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One address from which a JWKS is fetched, or one issuer who is asked for it first: in limited
 * time each, 256 KiB at most, without redirects.
 *
 * <p>Every fetch that fails is logged as a warning; who calls limits how often that is.
 */
final class JwksDownload implements JWKSetSource<SecurityContext> {
  private static final Logger LOG = LoggerFactory.getLogger(JwksDownload.class);
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final int LIMIT = 256 * 1024;

  private final String name;
  private final URI address;
  private final Optional<Discovery> issuer;
  private final Duration whole;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private volatile boolean failed;

  /** A download that has {@code whole} to be done, from the connection to the last byte. */
  JwksDownload(String name, URI address, Duration whole) {
    this(name, address, Optional.empty(), whole);
  }

  /** A download of the keys of {@code issuer}, wherever it says that they are. */
  JwksDownload(String name, Discovery issuer, Duration whole) {
    this(name, issuer.address(), Optional.of(issuer), whole);
  }

  private JwksDownload(String name, URI address, Optional<Discovery> issuer, Duration whole) {
    this.name = name;
    this.address = address;
    this.issuer = issuer;
    this.whole = whole;
  }

  /** Whether the last fetch failed; false before the first. */
  boolean failed() {
    return failed;
  }

  @Override
  public JWKSet getJWKSet(
      JWKSetCacheRefreshEvaluator evaluator, long currentTime, SecurityContext context)
      throws JWKSetUnavailableException {
    try {
      byte[] answer = fetch(address);
      if (issuer.isPresent()) {
        answer = fetch(issuer.get().keys(answer));
      }
      JWKSet keys = JWKSet.parse(new String(answer, StandardCharsets.UTF_8));
      failed = false;
      return keys;
    } catch (IOException | ParseException | RuntimeException e) {
      failed = true;
      LOG.warn("Cannot fetch the JWKS of key '{}' from {}: {}", name, address, reason(e));
      throw new JWKSetRetrievalException("cannot fetch the JWKS of key '" + name + "'", e);
    }
  }

  private byte[] fetch(URI from) throws IOException {
    HttpRequest request = HttpRequest.newBuilder(from).header("Accept", "application/json").build();
    CompletableFuture<HttpResponse<byte[]>> answer =
        http.sendAsync(request, response -> new Bounded());
    try {
      HttpResponse<byte[]> response = answer.get(whole.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() != 200) {
        throw new IOException("the answer has status " + response.statusCode());
      }
      return response.body();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new IOException("no whole answer within " + whole.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** The reason in words, without the cause's own, since those may quote what the server sent. */
  private static String reason(Exception e) {
    if (e instanceof ParseException) {
      return "the answer is not a JWKS";
    }
    return e.getCause() == null ? e.getMessage() : e.getCause().getClass().getSimpleName();
  }

  @Override
  public void close() {
    // The client holds nothing but a daemon thread and idle connections, which end by themselves.
  }

  /** Collects a body and gives up the connection once there is too much of it. */
  private static final class Bounded implements BodySubscriber<byte[]> {
    private final BodySubscriber<byte[]> body = BodySubscribers.ofByteArray();
    private Flow.Subscription subscription;
    private long received;

    @Override
    public void onSubscribe(Flow.Subscription started) {
      subscription = started;
      body.onSubscribe(started);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
      for (ByteBuffer buffer : buffers) {
        received += buffer.remaining();
      }
      if (received > LIMIT) {
        subscription.cancel();
        body.onError(new TooLarge());
      } else {
        body.onNext(buffers);
      }
    }

    @Override
    public void onError(Throwable error) {
      body.onError(error);
    }

    @Override
    public void onComplete() {
      body.onComplete();
    }

    @Override
    public CompletionStage<byte[]> getBody() {
      return body.getBody();
    }
  }

  /** The answer has more than {@link #LIMIT} bytes. */
  private static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;
  }
}
