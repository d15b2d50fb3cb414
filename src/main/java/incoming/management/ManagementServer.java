package incoming.management;

import incoming.config.ConfigurationException;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.StaticService;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.main.HttpManagementServerConfigurationProperties;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Answers {@code /observe/health}, {@code /observe/health/live}, {@code /observe/health/ready} with
 * 200 or 503, and {@code /observe/metrics} in Prometheus' text format.
 *
 * <p>These are the paths of Camel's observability services. Camel's own server is left out: it
 * comes with a second HTTP stack and with features (uploads, sending messages, sources) that would
 * have to be kept shut. No authentication for these: it listens on the loopback address unless told
 * otherwise. What is below {@code /api} sees to its own.
 */
public final class ManagementServer extends ServiceSupport implements StaticService {
  private static final int IDLE_SECONDS = 60;

  /** A token of an issuer may take half of it. */
  private static final int MAX_HEADERS = 16 * 1024;

  private final CamelContext camel;
  private final HttpManagementServerConfigurationProperties settings;
  private final PrometheusMeterRegistry meters;
  private final Handler<HttpServerRequest> api;
  private Vertx vertx;

  /**
   * A server that has yet to be started.
   *
   * @param api serves everything below {@code /api}, on the event loop
   */
  public ManagementServer(
      CamelContext camel,
      HttpManagementServerConfigurationProperties settings,
      PrometheusMeterRegistry meters,
      Handler<HttpServerRequest> api) {
    this.camel = camel;
    this.settings = settings;
    this.meters = meters;
    this.api = api;
  }

  @Override
  protected void doStart() throws Exception {
    vertx =
        Vertx.vertx(
            new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                    new FileSystemOptions()
                        .setFileCachingEnabled(false)
                        .setClassPathResolvingEnabled(false)));
    try {
      vertx
          .createHttpServer(options())
          .requestHandler(this::answer)
          .listen(settings.getPort(), settings.getHost())
          .toCompletionStage()
          .toCompletableFuture()
          .get();
    } catch (ExecutionException e) {
      vertx.close();
      throw new ConfigurationException(
          List.of(
              "camel.management.port: cannot listen on http://%s:%d: %s"
                  .formatted(settings.getHost(), settings.getPort(), e.getCause().getMessage())));
    }
  }

  /** Where a browser on this machine finds it. */
  public String address() {
    boolean everywhere = settings.getHost().equals("0.0.0.0") || settings.getHost().equals("::");
    return "http://%s:%d"
        .formatted(everywhere ? "localhost" : settings.getHost(), settings.getPort());
  }

  private static HttpServerOptions options() {
    return new HttpServerOptions()
        .setIdleTimeout(IDLE_SECONDS)
        .setMaxHeaderSize(MAX_HEADERS)
        .setHttp2ClearTextEnabled(false);
  }

  private void answer(HttpServerRequest request) {
    String path = request.path();
    if (path != null && (path.equals("/api") || path.startsWith("/api/"))) {
      api.handle(request);
      return;
    }
    if (!request.method().equals(HttpMethod.GET)) {
      request.response().setStatusCode(405).putHeader("Allow", "GET").end();
      return;
    }
    switch (path == null ? "" : path) {
      case "/observe/health" -> health(request, HealthCheckHelper.invoke(camel, "full"));
      case "/observe/health/live" ->
          health(request, HealthCheckHelper.invokeLiveness(camel, "full"));
      case "/observe/health/ready" ->
          health(request, HealthCheckHelper.invokeReadiness(camel, "full"));
      case "/observe/metrics" ->
          request
              .response()
              .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
              .end(meters.scrape());
      default -> request.response().setStatusCode(404).end();
    }
  }

  private static void health(HttpServerRequest request, Collection<HealthCheck.Result> results) {
    Health health = new Health(results);
    request
        .response()
        .setStatusCode(health.isUp() ? 200 : 503)
        .putHeader("Content-Type", "application/json")
        .end(health.json());
  }

  @Override
  protected void doStop() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }
}
