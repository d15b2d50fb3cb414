package incoming.console;

import com.github.benmanes.caffeine.cache.Ticker;
import incoming.auth.SecretDigest;
import incoming.config.Settings;
import io.vertx.core.MultiMap;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls of operations without a server; what they would do is left out. */
final class Desks {
  static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T07:30:00Z"), ZoneOffset.UTC);
  static final InetAddress SENDER = InetAddress.getLoopbackAddress();

  final List<Operation> performed = new ArrayList<>();
  final AuditLog audit;
  final Sessions sessions =
      new Sessions(Duration.ofMinutes(30), Duration.ofHours(12), CLOCK, Ticker.systemTicker());
  final Access access;

  Desks(Path folder) {
    this(folder, Map.of());
  }

  /** With settings besides those of one token for each role, which is its name 40 times over. */
  Desks(Path folder, Map<String, String> more) {
    Map<String, String> values = new java.util.HashMap<>(more);
    for (Role role : List.of(Role.VIEW, Role.EDIT, Role.PUBLISH)) {
      values.put("incoming.console.tokens." + role + ".token", token(role));
      values.put("incoming.console.tokens." + role + ".role", role.toString());
    }
    Settings settings = new Settings(values);
    ConsoleSettings console = ConsoleSettings.read(settings, CLOCK);
    if (!settings.problems().isEmpty()) {
      throw new IllegalArgumentException(settings.problems().toString());
    }
    audit = new AuditLog(folder.resolve("audit.log"), 1 << 20, CLOCK);
    access =
        new Access(
            console,
            new AdminToken(SecretDigest.of(token(Role.ADMIN)), Optional.empty()),
            sessions,
            new Failures(Ticker.systemTicker()));
  }

  static String token(Role role) {
    return role.toString().repeat(40);
  }

  /** The answer to a call of {@code operation} with these headers and, if need be, a body. */
  Reply call(Operation operation, MultiMap headers) throws Refusal {
    return desk(operation, headers).admit();
  }

  private Desk desk(Operation real, MultiMap headers) throws Refusal {
    Operation operation =
        new Operation(
            real.id(),
            real.method(),
            real.path(),
            real.role(),
            real.query(),
            null,
            0,
            real.gives(),
            false,
            real.changes(),
            call -> {
              performed.add(real);
              return Reply.done();
            });
    ApiCall call =
        new ApiCall(
            operation,
            Caller.UNKNOWN,
            SENDER,
            Map.of(),
            Map.of(),
            Credential.of(headers),
            null,
            false,
            new byte[0]);
    return new Desk(access, audit, headers, "/api" + operation.path(), call);
  }

  static MultiMap headers(String... namesAndValues) {
    MultiMap headers = MultiMap.caseInsensitiveMultiMap();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers.add(namesAndValues[i], namesAndValues[i + 1]);
    }
    return headers;
  }

  static MultiMap bearer(String token) {
    return headers("Authorization", "Bearer " + token);
  }
}
