package incoming.console;

import com.fasterxml.jackson.databind.JsonNode;
import incoming.auth.IssuerTokens;
import incoming.auth.IssuerTokens.Verdict;
import incoming.auth.SecretDigest;
import incoming.http.Problem;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Says who sent a request, and whether they may do what they ask for. Fails closed. Thread-safe;
 * may wait for the keys of an issuer.
 */
final class Access {
  private final List<ConsoleSettings.Token> tokens = new ArrayList<>();
  private final Optional<IssuerTokens> issuer;
  private final String roleClaim;
  private final Sessions sessions;
  private final Failures failures;

  Access(ConsoleSettings settings, AdminToken admin, Sessions sessions, Failures failures) {
    tokens.add(new ConsoleSettings.Token(AdminToken.NAME, admin.digest(), Role.ADMIN));
    tokens.addAll(settings.tokens());
    this.issuer = settings.issuer();
    this.roleClaim = settings.roleClaim();
    this.sessions = sessions;
    this.failures = failures;
  }

  static Refusal refused(String detail) {
    return Refusal.of(
        Problem.of(401, "not-authenticated", "Who are you?", detail)
            .with("WWW-Authenticate", "Bearer realm=\"incoming\""));
  }

  /** Whoever holds {@code token}; wrong ones are counted against {@code address}. */
  Caller holder(String token, InetAddress address) throws Refusal {
    failures.check(address);
    SecretDigest digest = SecretDigest.of(token);
    Caller found = null;
    // All of them, so that the time does not tell which one it was.
    for (ConsoleSettings.Token one : tokens) {
      if (one.digest().isSameAs(digest)) {
        found = new Caller(one.name(), one.role(), Caller.Via.TOKEN);
      }
    }
    if (found != null) {
      return found;
    }
    if (issuer.isPresent() && token.indexOf('.') >= 0) {
      return issued(issuer.get().check(token), address);
    }
    failures.count(address);
    throw refused("This is no token of this installation.");
  }

  private Caller issued(Verdict verdict, InetAddress address) throws Refusal {
    if (verdict instanceof Verdict.Good good) {
      String subject = good.claims().path("sub").asText("");
      return new Caller(
          subject.isBlank() ? "(no subject)" : subject,
          role(good.claims()),
          Caller.Via.ISSUER,
          Instant.ofEpochSecond(good.claims().path("exp").asLong()));
    }
    Problem problem = ((Verdict.Bad) verdict).problem();
    if (problem.status() < 500) {
      failures.count(address);
    }
    throw Refusal.of(problem);
  }

  /** The highest role that the claim names; {@link Role#ANYONE} when it names none. */
  private Role role(JsonNode claims) {
    JsonNode claim = roleClaim.startsWith("/") ? claims.at(roleClaim) : claims.path(roleClaim);
    Stream<String> names =
        claim.isArray()
            ? Stream.iterate(0, i -> i < claim.size(), i -> i + 1).map(i -> claim.get(i).asText())
            : Stream.of(claim.asText());
    return names.flatMap(name -> Role.of(name).stream()).max(Role::compareTo).orElse(Role.ANYONE);
  }

  /** Who sent {@code credential}; a session must prove itself with {@code csrf} for a change. */
  Caller caller(Credential credential, Optional<String> csrf, boolean unsafe, InetAddress address)
      throws Refusal {
    if (credential instanceof Credential.Bearer bearer) {
      return holder(bearer.token(), address);
    } else if (credential instanceof Credential.Cookied cookied) {
      Session session =
          sessions
              .find(cookied.id())
              .orElseThrow(() -> refused("This session is over, or never was."));
      if (unsafe && !session.hasSent(csrf.orElse(null))) {
        throw Refusal.of(
            Problem.of(
                403,
                "csrf-token-missing",
                "The CSRF token is missing",
                "Send the csrfToken of the session in the header X-CSRF-Token."));
      }
      return session.caller();
    }
    return Caller.UNKNOWN;
  }

  /** Refuses a caller whose role does not suffice. */
  static void require(Role role, Caller caller) throws Refusal {
    if (caller.role().includes(role)) {
      return;
    }
    if (!caller.isKnown()) {
      throw refused("Send the header Authorization: Bearer and a token, or log in.");
    }
    throw Refusal.of(
        Problem.of(
            403,
            "role-insufficient",
            "Not allowed",
            "This takes the role " + role + "; you have " + described(caller.role()) + "."));
  }

  private static String described(Role role) {
    return role == Role.ANYONE ? "none" : role.toString();
  }
}
