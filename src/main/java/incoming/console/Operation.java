package incoming.console;

import java.io.IOException;
import java.util.Set;

/**
 * One row of the API: what is called how, by whom, and what it takes.
 *
 * @param id its {@code operationId} in the OpenAPI document
 * @param path below {@code /api}, with its variables in braces
 * @param role the least that may call it
 * @param query names of what the query may have
 * @param takes the media type of the body; {@code null} for none
 * @param maxBody bytes
 * @param gives the media type of the answer when all goes well
 * @param conditional whether the version that was read must be named ({@code If-Match})
 * @param changes whether a call is noted in the audit log
 */
record Operation(
    String id,
    String method,
    PathPattern path,
    Role role,
    Set<String> query,
    String takes,
    int maxBody,
    String gives,
    boolean conditional,
    boolean changes,
    Work work) {
  private static final int MAX_BODY = 2 << 20;

  /** Does what is asked; on a thread that may wait. */
  @FunctionalInterface
  interface Work {
    Reply answer(ApiCall call) throws Refusal, IOException;
  }

  static Operation get(String id, String path, Role role, Work work) {
    return of(id, "GET", path, role, work);
  }

  static Operation post(String id, String path, Role role, Work work) {
    return of(id, "POST", path, role, work);
  }

  static Operation put(String id, String path, Role role, Work work) {
    return of(id, "PUT", path, role, work);
  }

  static Operation delete(String id, String path, Role role, Work work) {
    return of(id, "DELETE", path, role, work);
  }

  private static Operation of(String id, String method, String path, Role role, Work work) {
    boolean changes = !method.equals("GET");
    return new Operation(
        id,
        method,
        PathPattern.of(path),
        role,
        Set.of(),
        null,
        0,
        Reply.JSON,
        false,
        changes,
        work);
  }

  Operation query(String... names) {
    return new Operation(
        id, method, path, role, Set.of(names), takes, maxBody, gives, conditional, changes, work);
  }

  /** With a JSON body. */
  Operation takingJson() {
    return taking(Reply.JSON, MAX_BODY);
  }

  Operation taking(String type, int limit) {
    return new Operation(
        id, method, path, role, query, type, limit, gives, conditional, changes, work);
  }

  Operation giving(String type) {
    return new Operation(
        id, method, path, role, query, takes, maxBody, type, conditional, changes, work);
  }

  /** Only for whoever names the version that they have read. */
  Operation ifMatch() {
    return new Operation(id, method, path, role, query, takes, maxBody, gives, true, changes, work);
  }

  /** Changes nothing, although it is no GET. */
  Operation changingNothing() {
    return new Operation(
        id, method, path, role, query, takes, maxBody, gives, conditional, false, work);
  }
}
