package incoming.console;

import incoming.history.Criteria;
import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;

/**
 * A call of an operation that has been let in.
 *
 * @param variables of the path
 * @param query decoded, by name
 * @param credential what the caller presented
 * @param ifMatch the ETag that must still be the current one; {@code null} when none was sent
 * @param isNew whether what is written must not be there yet ({@code If-None-Match: *})
 * @param body empty when the operation takes none
 */
@SuppressWarnings("ArrayRecordComponent") // one request, never compared
record ApiCall(
    Operation operation,
    Caller caller,
    InetAddress address,
    Map<String, String> variables,
    Map<String, String> query,
    Credential credential,
    String ifMatch,
    boolean isNew,
    byte[] body) {
  private static final int PAGE = 50;

  String variable(String name) {
    return variables.get(name);
  }

  Optional<String> query(String name) {
    return Optional.ofNullable(query.get(name));
  }

  /** How many rows are asked for. */
  int limit() throws Refusal {
    Optional<String> limit = query("limit");
    if (limit.isEmpty()) {
      return PAGE;
    }
    try {
      int number = Integer.parseInt(limit.get());
      if (number >= 1 && number <= Criteria.MAX_LIMIT) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw Refusals.query("limit is no number");
    }
    throw Refusals.query("limit must be from 1 to " + Criteria.MAX_LIMIT);
  }

  /** The ETag that must still be the current one. */
  String etag() throws Refusal {
    if (ifMatch == null) {
      throw Refusals.noPrecondition();
    }
    return ifMatch;
  }

  <T> T json(Class<T> type) throws Refusal {
    return Json.read(body, type);
  }

  /** The same, sent by {@code known}. */
  ApiCall by(Caller known) {
    return new ApiCall(
        operation, known, address, variables, query, credential, ifMatch, isNew, body);
  }

  /** The same with its body. */
  ApiCall with(byte[] whole) {
    return new ApiCall(
        operation, caller, address, variables, query, credential, ifMatch, isNew, whole);
  }
}
