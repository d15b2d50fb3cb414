package incoming.target;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.camel.Endpoint;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.util.Timeout;

/**
 * Camel's {@code http:} and {@code https:}, as safe as a call to somebody else's server must be.
 *
 * <p>One pool of connections for all targets, each call with a limit in time, no automatic retries
 * (a retry is a decision of the delivery), no cookies, no redirects, no decompression. An option of
 * an endpoint in a route still wins over the timeouts of the settings. Options that need a pool of
 * their own ({@code sslContextParameters}, {@code maxTotalConnections}) have no effect. See {@link
 * TargetProducer} for what is sent and what becomes of the answer.
 */
public final class TargetComponent extends HttpComponent {
  private static final Duration TIME_TO_LIVE = Duration.ofMinutes(1);
  private static final int MAX_HEADERS = 100;
  private static final int MAX_HEADER_LINE = 16 * 1024;

  private final TargetSettings settings;
  private ScheduledExecutorService deadlines;

  /** To be added to a Camel context under both names, {@code http} and {@code https}. */
  public TargetComponent(TargetSettings settings) {
    this.settings = settings;
    setConnectTimeout(settings.connectTimeout().toMillis());
    setConnectionRequestTimeout(settings.connectTimeout().toMillis());
    setResponseTimeout(settings.responseTimeout().toMillis());
    setAutomaticRetriesDisabled(true);
    setCookieManagementDisabled(true);
    setRedirectHandlingDisabled(true);
    setContentCompressionDisabled(true);
    setAuthCachingDisabled(true);
    setUserAgent("Incoming/" + version());
  }

  @Override
  protected void doInit() throws Exception {
    setClientConnectionManager(connections());
    ScheduledThreadPoolExecutor executor =
        new ScheduledThreadPoolExecutor(1, TargetComponent::daemon);
    // Else every call that is over stays in memory until its deadline.
    executor.setRemoveOnCancelPolicy(true);
    deadlines = executor;
    super.doInit();
  }

  @Override
  protected void doShutdown() throws Exception {
    deadlines.shutdownNow();
    super.doShutdown();
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    HttpEndpoint http = (HttpEndpoint) super.createEndpoint(uri, remaining, parameters);
    // What is left is the query of the target and part of its address by now.
    parameters.clear();
    return new TargetEndpoint(uri, this, http);
  }

  @Override
  protected HttpClientBuilder createHttpClientBuilder(
      String uri, Map<String, Object> parameters, Map<String, Object> options) {
    // Else every call over plain HTTP offers the target an upgrade to TLS.
    options.put("protocolUpgradeEnabled", false);
    return super.createHttpClientBuilder(uri, parameters, options);
  }

  TargetProducer producer(HttpEndpoint http) {
    return new TargetProducer(http, settings.maxResponse(), deadlines);
  }

  private HttpClientConnectionManager connections() {
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setMaxConnTotal(settings.maxConnections())
        .setMaxConnPerRoute(settings.maxConnectionsPerTarget())
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                .setSocketTimeout(Timeout.of(settings.responseTimeout()))
                .setTimeToLive(Timeout.of(TIME_TO_LIVE))
                .build())
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder()
                .http1Config(
                    Http1Config.custom()
                        .setMaxHeaderCount(MAX_HEADERS)
                        .setMaxLineLength(MAX_HEADER_LINE)
                        .build())
                .build())
        .build();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "delivery-deadlines");
    thread.setDaemon(true);
    return thread;
  }

  private static String version() {
    String version = TargetComponent.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }
}
