package incoming.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A refusal in words that a sender understands, written as {@code application/problem+json}.
 *
 * <p>{@code type} is stable and relative ({@code /problems/body-too-large}); {@code retry} says
 * whether the same request can succeed later, unchanged. A problem never names a class, a file or a
 * secret of this installation. Source: RFC 9457.
 *
 * @param headers further headers of the answer, such as {@code Retry-After}
 */
public record Problem(
    String type,
    String title,
    int status,
    String detail,
    boolean retry,
    Map<String, String> headers) {
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * A problem of kind {@code name}, such as {@code body-too-large}. By HTTP's own meaning a sender
   * should try again after 408, 429 and 5xx, and not after any other status.
   */
  public static Problem of(int status, String name, String title, String detail) {
    boolean retry = status == 408 || status == 429 || status >= 500;
    return new Problem("/problems/" + name, title, status, detail, retry, Map.of());
  }

  /** The same problem with one more header. */
  public Problem with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Problem(type, title, status, detail, retry, more);
  }

  /** The same problem; the sender may try again after so many seconds. */
  public Problem retryAfter(int seconds) {
    return with("Retry-After", Integer.toString(seconds));
  }

  /** The answer that carries this problem. */
  public Answer answer() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("type", type);
      json.writeStringField("title", title);
      json.writeNumberField("status", status);
      json.writeStringField("detail", detail);
      json.writeBooleanField("retry", retry);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put("Content-Type", "application/problem+json");
    String name = type.substring(type.lastIndexOf('/') + 1);
    return new Answer(status, all, out.toByteArray(), Outcome.of(status, name));
  }
}
