package incoming.target;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.camel.Endpoint;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.URIScheme;

/**
 * Camel's {@code http:} and {@code https:}, as safe as a call to somebody else's server must be.
 *
 * <p>{@code ?credentials=<name>} proves to the target who calls, see {@link Credentials}.
 *
 * <p>Only the public Internet and {@code incoming.delivery.allow-hosts} can be called; an address
 * that is neither keeps an endpoint from being created, and a name that resolves to one fails the
 * call. One pool of connections for all targets, each call with a limit in time, no automatic
 * retries (a retry is a decision of the delivery), no cookies, redirects, proxies or decompression.
 * Path and query of a URI may take values from the event, see {@link UrlTemplate}. Of the options
 * of camel-http those are taken that fit this, and time-outs win over those of the settings; any
 * other keeps the endpoint from being created. See {@link TargetProducer} for what is sent and what
 * becomes of the answer.
 */
public final class TargetComponent extends HttpComponent {
  private final TargetSettings settings;
  private final Credentials credentials;
  private final Clock clock;
  private final AddressGuard guard;
  private Connections connections;
  private ScheduledExecutorService deadlines;

  /** To be added to a Camel context under both names, {@code http} and {@code https}. */
  public TargetComponent(TargetSettings settings, Credentials credentials) {
    this(settings, credentials, Clock.systemUTC(), SystemDefaultDnsResolver.INSTANCE);
  }

  /** With a clock and a resolver of names of its own. */
  TargetComponent(
      TargetSettings settings, Credentials credentials, Clock clock, DnsResolver names) {
    this.settings = settings;
    this.credentials = credentials;
    this.clock = clock;
    this.guard = new AddressGuard(settings.allowedHosts(), names);
    setConnectTimeout(settings.connectTimeout().toMillis());
    setConnectionRequestTimeout(settings.connectTimeout().toMillis());
    setResponseTimeout(settings.responseTimeout().toMillis());
    setUserAgent("Incoming/" + version());
  }

  @Override
  protected void doInit() throws Exception {
    connections = new Connections(settings, guard);
    setClientConnectionManager(connections.shared());
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
    connections.close();
    super.doShutdown();
  }

  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    String name = getAndRemoveParameter(parameters, "credentials", String.class);
    TargetUri target = TargetUri.take(remaining, parameters, options());
    HttpEndpoint http = (HttpEndpoint) super.createEndpoint(uri, target.fixed(), parameters);
    // What is left is the query of the target and part of its address by now.
    parameters.clear();
    URI address = http.getHttpUri();
    check(target, address);
    Optional<Credential> credential =
        Optional.ofNullable(name).map(known -> credentials.find(known, HttpHost.create(address)));
    HttpClientConfigurer configured = http.getHttpClientConfigurer();
    http.setHttpClientConfigurer(
        client -> {
          if (configured != null) {
            configured.configureHttpClient(client);
          }
          connections.configure(client, credential);
        });
    return new TargetEndpoint(uri, this, http, target.template(address), credential);
  }

  @Override
  protected HttpClientBuilder createHttpClientBuilder(
      String uri, Map<String, Object> parameters, Map<String, Object> options) {
    // Else every call over plain HTTP offers the target an upgrade to TLS.
    options.put("protocolUpgradeEnabled", false);
    return super.createHttpClientBuilder(uri, parameters, options);
  }

  TargetProducer producer(TargetEndpoint endpoint) {
    AnswerReader answers =
        new AnswerReader(
            settings.maxResponse(),
            endpoint.credential().map(Credential::secrets).orElse(List.of()));
    return new TargetProducer(endpoint, answers, deadlines, clock);
  }

  private Set<String> options() {
    return getCamelContext()
        .getCamelContextExtension()
        .getEndpointUriFactory("http")
        .propertyNames();
  }

  /** Refuses an address that could never be called. */
  private void check(TargetUri target, URI address) {
    if (address.getHost() == null) {
      throw new IllegalArgumentException(
          "'" + target.prefix() + "' is no host; write api.example.com or 192.0.2.1");
    }
    int standard = URIScheme.HTTPS.same(address.getScheme()) ? 443 : 80;
    guard.check(address.getHost(), address.getPort() < 0 ? standard : address.getPort());
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
