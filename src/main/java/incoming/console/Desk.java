package incoming.console;

import io.vertx.core.MultiMap;
import java.io.IOException;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where one call is dealt with: first whether it is let in, then, with its body, what it asks for.
 *
 * <p>Used by one worker at a time. What a known caller changed or tried to change is noted in the
 * audit log, and so is whoever presented a wrong token.
 */
final class Desk {
  private static final Logger LOG = LoggerFactory.getLogger(Desk.class);

  private final Access access;
  private final AuditLog audit;
  private final MultiMap headers;
  private final String path;
  private ApiCall call;

  Desk(Access access, AuditLog audit, MultiMap headers, String path, ApiCall call) {
    this.access = access;
    this.audit = audit;
    this.headers = headers;
    this.path = path;
    this.call = call;
  }

  /** Whether nobody knows who sends the call; only once it is admitted. */
  boolean isOfStranger() {
    return !call.caller().isKnown();
  }

  int maxBody() {
    return call.operation().maxBody();
  }

  /** The answer, if there is one without a body; {@code null} when the body is to be read. */
  Reply admit() {
    Operation operation = call.operation();
    return attempt(
        () -> {
          boolean reads = operation.method().equals("GET");
          Optional<String> csrf = Optional.ofNullable(headers.get("X-CSRF-Token"));
          call = call.by(access.caller(call.credential(), csrf, !reads, call.address()));
          Access.require(operation.role(), call.caller());
          Demands.check(operation, headers);
          if (operation.takes() != null) {
            return null;
          }
          Reply reply = perform();
          return reads && Demands.isKnown(headers, reply) ? reply.notModified() : reply;
        });
  }

  /** The answer to the call with {@code body}. */
  Reply work(byte[] body) {
    call = call.with(body);
    return attempt(this::perform);
  }

  private interface Step {
    Reply take() throws Refusal, IOException;
  }

  private Reply perform() throws Refusal, IOException {
    if (call.operation().changes() && !audit.isWritable()) {
      throw Refusals.unavailable("The audit log cannot be written, so nothing can be changed.");
    }
    return call.operation().work().answer(call);
  }

  private Reply attempt(Step step) {
    try {
      Reply reply = step.take();
      if (reply != null) {
        note(reply.status(), null);
      }
      return reply;
    } catch (Refusal refusal) {
      note(refusal.problem().status(), refusal.problem().type());
      return Reply.refused(refusal);
    } catch (IOException | RuntimeException | Error e) {
      String reference = UUID.randomUUID().toString();
      LOG.error("{} failed, reference {}", call.operation().id(), reference, e);
      Refusal failure = Refusals.failed(reference);
      note(failure.problem().status(), failure.problem().type());
      return Reply.refused(failure);
    }
  }

  private void note(int status, String problem) {
    boolean wrongToken = status == 401 && call.credential() instanceof Credential.Bearer;
    // Not of strangers: they could fill the log until nothing else is left in it.
    if (wrongToken || (call.operation().changes() && call.caller().isKnown())) {
      audit.add(call, path, status, problem);
    }
  }
}
