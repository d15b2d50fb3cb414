package incoming.console;

import com.github.benmanes.caffeine.cache.Ticker;
import incoming.address.AddressLiteral;
import incoming.http.Request;
import incoming.http.TrustedProxies;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The admin API, below {@code /api} on the management port.
 *
 * <p>Answers 503 until it is opened. Whatever it does happens on threads of its own; the event loop
 * that hands it requests is never held up. Thread-safe.
 */
public final class Console implements Handler<HttpServerRequest>, AutoCloseable {
  private static final long AUDIT_FILE = 1 << 20;

  private final TrustedProxies proxies;
  private final Provenance provenance;
  private final Sessions sessions;
  private final Failures failures = new Failures(Ticker.systemTicker());
  private final ConsoleSettings settings;
  private final AuditLog audit;
  private final Path data;
  private final Workers workers = new Workers();
  private volatile Opened opened;

  /** What there is once the application has started. */
  private record Opened(Access access, Operations operations) {}

  /**
   * An API that has yet to be opened; nothing is read or written before.
   *
   * @param proxies whose word about addresses counts
   * @param data folder of all state; {@code admin-token} and {@code audit.log} are kept there
   * @param clock decides when sessions are over
   */
  public Console(ConsoleSettings settings, TrustedProxies proxies, Path data, InstantSource clock) {
    this.settings = settings;
    this.proxies = proxies;
    this.data = data.toAbsolutePath();
    this.provenance = new Provenance(settings.hosts());
    this.sessions =
        new Sessions(
            settings.sessionIdle(), settings.sessionLifetime(), clock, Ticker.systemTicker());
    this.audit = new AuditLog(data.resolve("audit.log"), AUDIT_FILE, clock);
  }

  /**
   * Begins to serve, unless the settings have it off.
   *
   * @return the admin token, when this start has made it: to be shown once, to be logged never
   * @throws incoming.config.ConfigurationException in words for the operator, when the token cannot
   *     be read or written
   */
  public Optional<String> open(Parts parts) {
    if (!settings.enabled()) {
      return Optional.empty();
    }
    AdminToken admin = AdminToken.open(data.resolve("admin-token"));
    Access access = new Access(settings, admin, sessions, failures);
    opened = new Opened(access, operations(access, sessions, audit, parts, settings.publicUrl()));
    return admin.made();
  }

  /** Every operation there is. */
  static Operations operations(
      Access access, Sessions sessions, AuditLog audit, Parts parts, String publicUrl) {
    List<Operation> all = new ArrayList<>();
    all.addAll(new DocumentResource().operations());
    all.addAll(new SessionResource(access, sessions, audit).operations());
    all.addAll(new StatusResource(parts).operations());
    Changes changes = new Changes(parts, publicUrl);
    all.addAll(new IntegrationResource(parts, changes, publicUrl).operations());
    all.addAll(new VersionResource(parts, changes).operations());
    all.addAll(new SampleResource(parts).operations());
    all.addAll(new TryResource(parts).operations());
    all.addAll(new ProblemResource(parts).operations());
    all.addAll(new KeyResource(parts.keys(), parts.login()).operations());
    all.addAll(new DeliveryResource(parts.deliveries()).operations());
    all.addAll(new QueueResource(parts).operations());
    all.addAll(new AuditResource(audit).operations());
    return new Operations(all);
  }

  /** Serves one request; called on the event loop of its connection. */
  @Override
  public void handle(HttpServerRequest http) {
    if (!workers.calls().tryAcquire()) {
      Reply busy = Reply.refused(Refusals.busy());
      ApiVisit.head(http.response(), busy).end(Buffer.buffer(busy.body()));
      return;
    }
    ApiVisit visit = new ApiVisit(workers, http);
    try {
      visit.begin(desk(http));
    } catch (Refusal refusal) {
      visit.refuse(refusal);
    }
  }

  private Desk desk(HttpServerRequest http) throws Refusal {
    if (!settings.enabled()) {
      throw Refusals.noPath();
    }
    MultiMap headers = http.headers();
    provenance.check(headers);
    Opened now = opened;
    if (now == null) {
      throw Refusals.starting();
    }
    Operations.Match match = now.operations().find(http.method().name(), http.path());
    ApiCall call =
        new ApiCall(
            match.operation(),
            Caller.UNKNOWN,
            address(http),
            match.variables(),
            Query.read(http.query(), match.operation().query()),
            Credential.of(headers),
            Demands.ifMatch(headers),
            Demands.isNew(headers),
            new byte[0]);
    return new Desk(now.access(), audit, headers, http.path(), call);
  }

  private InetAddress address(HttpServerRequest http) {
    Request request =
        new Request("", "", null, http.headers(), new byte[0], 0, http.remoteAddress());
    return proxies
        .client(request)
        .or(() -> AddressLiteral.parse(http.remoteAddress().hostAddress()))
        .orElseGet(InetAddress::getLoopbackAddress);
  }

  /** Begins nothing more, and waits 10 s at most for what is in work. */
  @Override
  public void close() {
    opened = null;
    workers.close();
  }
}
