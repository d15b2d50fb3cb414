package incoming.console;

import java.util.List;

/** Who changed what. */
final class AuditResource {
  private final AuditLog audit;

  AuditResource(AuditLog audit) {
    this.audit = audit;
  }

  List<Operation> operations() {
    return List.of(
        Operation.get(
                "readAuditLog",
                "/audit",
                Role.ADMIN,
                call -> Reply.of(audit.page(call.query("cursor"), call.limit())))
            .query("cursor", "limit"));
  }
}
