package incoming.target;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.Timeout;

/**
 * Asks an authorization server for a token: in limited time, 64 KiB at most, without redirects.
 *
 * <p>Each time with a client of its own, so that nothing has to be closed or kept open between two
 * tokens. Thread-safe.
 */
final class TokenEndpoint implements Supplier<TokenAnswer> {
  private static final Duration WHOLE = Duration.ofSeconds(10);
  private static final int LIMIT = 64 * 1024;
  private static final int MAX_HEADERS = 100;
  private static final int MAX_HEADER_LINE = 16 * 1024;

  private final URI address;
  private final TokenRequest request;
  private final Supplier<CloseableHttpClient> clients;
  private final Duration whole;

  /** An endpoint; each client is used for one request that says {@code request} and closed. */
  TokenEndpoint(URI address, TokenRequest request, Supplier<CloseableHttpClient> clients) {
    this(address, request, clients, WHOLE);
  }

  /** An endpoint that has {@code whole} to answer, from the connection to the last byte. */
  TokenEndpoint(
      URI address, TokenRequest request, Supplier<CloseableHttpClient> clients, Duration whole) {
    this.address = address;
    this.request = request;
    this.clients = clients;
    this.whole = whole;
  }

  /**
   * A client for one request.
   *
   * @param dns what it does not resolve is not called
   */
  static CloseableHttpClient client(DnsResolver dns, Optional<TlsSocketStrategy> tls) {
    Timeout whole = Timeout.of(WHOLE);
    PoolingHttpClientConnectionManagerBuilder connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(dns)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom().setConnectTimeout(whole).setSocketTimeout(whole).build())
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder()
                    .http1Config(
                        Http1Config.custom()
                            .setMaxHeaderCount(MAX_HEADERS)
                            .setMaxLineLength(MAX_HEADER_LINE)
                            .build())
                    .build());
    tls.ifPresent(connections::setTlsSocketStrategy);
    return HttpClients.custom()
        .setConnectionManager(connections.build())
        .setUserAgent("Incoming")
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression()
        .build();
  }

  @Override
  public TokenAnswer get() {
    HttpPost post = request.to(address);
    CompletableFuture<Void> deadline = new CompletableFuture<>();
    CompletableFuture<Void> abort =
        deadline
            .orTimeout(whole.toMillis(), TimeUnit.MILLISECONDS)
            .exceptionally(
                late -> {
                  post.abort();
                  return null;
                });
    try (CloseableHttpClient client = clients.get()) {
      return send(client, post);
    } catch (RefusedAddressException e) {
      return TokenAnswer.failed(
          CredentialFailure.lasting(
              "the token endpoint is not one that may be called",
              "the token endpoint is not called: " + e.getMessage()));
    } catch (IOException e) {
      String words = deadline.isCompletedExceptionally() ? "timed out" : TargetFailure.words(e);
      return TokenAnswer.failed(
          CredentialFailure.passing("the token endpoint cannot be reached: " + words));
    } finally {
      deadline.complete(null);
      abort.join();
    }
  }

  private TokenAnswer send(CloseableHttpClient client, HttpPost post) throws IOException {
    HttpHost host = new HttpHost(address.getScheme(), address.getHost(), address.getPort());
    try {
      ClassicHttpResponse response = client.executeOpen(host, post, HttpClientContext.create());
      HttpEntity entity = response.getEntity();
      byte[] body = entity == null ? new byte[0] : entity.getContent().readNBytes(LIMIT + 1);
      if (body.length > LIMIT) {
        return TokenAnswer.failed(
            CredentialFailure.passing("the token endpoint's answer has more than 64 KiB"));
      }
      return TokenAnswer.read(response.getCode(), body);
    } finally {
      post.abort(); // closing would read on to the end, if there is one
    }
  }
}
