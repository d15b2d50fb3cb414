package incoming.target;

import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.DefaultSchemePortResolver;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.impl.routing.DefaultRoutePlanner;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/** The connections to all targets: pooled, limited, and only to where the guard lets them go. */
final class Connections {
  private static final TimeValue TIME_TO_LIVE = TimeValue.ofMinutes(1);
  private static final int MAX_HEADERS = 100;
  private static final int MAX_HEADER_LINE = 16 * 1024;

  private final TargetSettings settings;
  private final AddressGuard guard;
  private final HttpClientConnectionManager shared;

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
  void configure(HttpClientBuilder client) {
    client
        .setConnectionManager(shared)
        .setConnectionManagerShared(true)
        .setRoutePlanner(new DefaultRoutePlanner(DefaultSchemePortResolver.INSTANCE))
        .disableRedirectHandling()
        .disableAutomaticRetries()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableContentCompression();
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
                .http1Config(
                    Http1Config.custom()
                        .setMaxHeaderCount(MAX_HEADERS)
                        .setMaxLineLength(MAX_HEADER_LINE)
                        .build())
                .build());
  }
}
