package incoming.target;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** The connections to all targets: pooled, limited, and only to where the guard lets them go. */
final class Connections implements AutoCloseable {
  private static final TimeValue TIME_TO_LIVE = TimeValue.ofMinutes(1);
  private static final Http1Config HEAD =
      Http1Config.custom().setMaxHeaderCount(100).setMaxLineLength(16 * 1024).build();

  private final TargetSettings settings;
  private final AddressGuard guard;
  private final HttpClientConnectionManager shared;

  /** Of the credentials that connect in a way of their own: two never share a connection. */
  private final Map<Credential, HttpClientConnectionManager> own = new ConcurrentHashMap<>();

  Connections(TargetSettings settings, AddressGuard guard) {
    this.settings = settings;
    this.guard = guard;
    this.shared = pool().build();
  }

  /** The pool of every target that has none of its own. */
  HttpClientConnectionManager shared() {
    return shared;
  }

  /** Has the last word on a client: nothing that was configured before leads around the guard. */
  void configure(HttpClientBuilder client, Optional<Credential> credential) {
    client
        .setConnectionManager(credential.flatMap(this::own).orElse(shared))
        .setConnectionManagerShared(true)
        .setRoutePlanner(new DefaultRoutePlanner(DefaultSchemePortResolver.INSTANCE))
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression();
  }

  /** Closes the pools that the component does not know of. */
  @Override
  public void close() {
    own.values().forEach(pool -> pool.close(CloseMode.GRACEFUL));
  }

  private Optional<HttpClientConnectionManager> own(Credential credential) {
    return credential
        .tls()
        .map(
            tls ->
                own.computeIfAbsent(credential, name -> pool().setTlsSocketStrategy(tls).build()));
  }

  private PoolingHttpClientConnectionManagerBuilder pool() {
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setDnsResolver(guard)
        .setMaxConnTotal(settings.maxConnections())
        .setMaxConnPerRoute(settings.maxConnectionsPerTarget())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                .setSocketTimeout(Timeout.of(settings.responseTimeout()))
                .setTimeToLive(TIME_TO_LIVE)
                .build())
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder()
                .responseParserFactory(unused -> new WholeHeadParser(HEAD))
                .http1Config(HEAD)
                .build());
  }
}
