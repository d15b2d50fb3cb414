package incoming.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import incoming.http.Problem;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a caller is told, ready to be written.
 *
 * @param headers further ones; {@code Content-Type} among them where there is a body
 * @param body may be empty, not {@code null}
 * @param feed what follows, bit by bit; {@code null} when the body is all
 */
@SuppressWarnings("ArrayRecordComponent") // written once, never compared
record Reply(int status, Map<String, String> headers, byte[] body, Feed feed) {
  static final String JSON = "application/json";
  static final String PROBLEM = "application/problem+json";
  private static final byte[] NOTHING = {};
  private static final String TYPE = "Content-Type";
  private static final String ETAG = "ETag";

  /** 200 with {@code value} as JSON. */
  static Reply of(Object value) {
    return of(200, value);
  }

  static Reply of(int status, Object value) {
    return text(status, JSON, write(value));
  }

  /** A body that is written already. */
  static Reply text(int status, String type, byte[] body) {
    return new Reply(status, Map.of(TYPE, type), body, null);
  }

  /** 204. */
  static Reply done() {
    return new Reply(204, Map.of(), NOTHING, null);
  }

  /** Server-sent events for as long as {@code feed} goes on. */
  static Reply of(Feed feed) {
    return new Reply(200, Map.of(TYPE, "text/event-stream"), NOTHING, feed);
  }

  static Reply refused(Refusal refusal) {
    Problem problem = refusal.problem();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("type", problem.type());
    json.put("title", problem.title());
    json.put("status", problem.status());
    json.put("detail", problem.detail());
    json.put("retry", problem.retry());
    json.putAll(refusal.members());
    Map<String, String> headers = new LinkedHashMap<>(problem.headers());
    headers.put(TYPE, PROBLEM);
    return new Reply(problem.status(), headers, write(json), null);
  }

  Reply with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Reply(status, more, body, feed);
  }

  /** 304, to a caller that has this answer already. */
  Reply notModified() {
    return new Reply(304, Map.of(ETAG, headers.get(ETAG)), NOTHING, null);
  }

  /** With the ETag {@code version} of what it shows. */
  Reply tagged(String version) {
    return with(ETAG, '"' + version + '"');
  }

  private static byte[] write(Object value) {
    try {
      return Json.MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an answer cannot be written as JSON", e);
    }
  }
}
