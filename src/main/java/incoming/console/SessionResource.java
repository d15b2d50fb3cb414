package incoming.console;

import java.util.List;
import java.util.Optional;

/** Logging in and out with a browser. */
final class SessionResource {
  private static final int MAX_LOGIN = 16 * 1024;
  private static final String PATH = "/session";

  private final Access access;
  private final Sessions sessions;
  private final AuditLog audit;

  SessionResource(Access access, Sessions sessions, AuditLog audit) {
    this.access = access;
    this.sessions = sessions;
    this.audit = audit;
  }

  List<Operation> operations() {
    return List.of(
        Operation.post("logIn", PATH, Role.ANYONE, this::logIn)
            .taking(Reply.JSON, MAX_LOGIN)
            .changingNothing(),
        Operation.get("readSession", PATH, Role.VIEW, this::read),
        Operation.delete("logOut", PATH, Role.VIEW, this::logOut));
  }

  /** What logs in. */
  record Login(String token) {
    @Override
    public String toString() {
      return "Login";
    }
  }

  /** Who is logged in; {@code csrfToken} and {@code expiresAt} are of a session alone. */
  record Shown(String name, String role, String via, String csrfToken, String expiresAt) {
    static Shown of(Caller caller) {
      return new Shown(
          caller.name(), caller.role().toString(), caller.via().toString(), null, null);
    }

    static Shown of(Session session) {
      Caller caller = session.caller();
      return new Shown(
          caller.name(),
          caller.role().toString(),
          caller.via().toString(),
          session.csrf(),
          session.end().toString());
    }
  }

  private Reply logIn(ApiCall call) throws Refusal {
    Login login = call.json(Login.class);
    if (login.token() == null) {
      throw Refusals.field("/token", "is missing");
    }
    try {
      Caller caller = access.holder(login.token(), call.address());
      Access.require(Role.VIEW, caller);
      Sessions.Begun begun = sessions.begin(caller);
      audit.add(call.by(caller), "/api" + PATH, 200, null);
      return Reply.of(Shown.of(begun.session()))
          .with("Set-Cookie", cookie(begun.id()) + "; HttpOnly; SameSite=Strict; Path=/api");
    } catch (Refusal refusal) {
      if (refusal.problem().status() != 429) {
        audit.add(call, "/api" + PATH, refusal.problem().status(), refusal.problem().type());
      }
      throw refusal;
    }
  }

  private static String cookie(String id) {
    return Credential.COOKIE + "=" + id;
  }

  private Reply read(ApiCall call) {
    return Reply.of(session(call).map(Shown::of).orElseGet(() -> Shown.of(call.caller())));
  }

  private Optional<Session> session(ApiCall call) {
    return call.credential() instanceof Credential.Cookied cookied
        ? sessions.find(cookied.id())
        : Optional.empty();
  }

  private Reply logOut(ApiCall call) {
    if (call.credential() instanceof Credential.Cookied cookied) {
      sessions.end(cookied.id());
    }
    return Reply.done()
        .with("Set-Cookie", cookie("") + "; HttpOnly; SameSite=Strict; Path=/api; Max-Age=0");
  }
}
