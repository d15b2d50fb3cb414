package incoming.auth;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the headers of a signature, strictly: each once, each of reasonable length. */
final class SignatureHeaders {
  /** More than any scheme needs, with room for the signatures of a rotation. */
  static final int LONGEST = 2048;

  /** Up to the year 5138, so that it stays a number of milliseconds in 64 bits. */
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");

  private SignatureHeaders() {}

  /** The value of {@code name}; {@code signature} is the header that a refusal asks for. */
  static String one(MultiMap headers, String name, String signature) throws Refusal {
    List<String> values = headers.getAll(name);
    if (values.isEmpty()) {
      throw SignatureRefusals.missing(name);
    }
    if (values.size() > 1) {
      throw SignatureRefusals.invalid(signature, "there is more than one header " + name);
    }
    if (values.get(0).length() > LONGEST) {
      throw SignatureRefusals.invalid(
          signature, "the header " + name + " is longer than " + LONGEST + " characters");
    }
    return values.get(0);
  }

  /** The time that {@code text} is. */
  static long seconds(String text, String signature) throws Refusal {
    if (!SECONDS.matcher(text).matches()) {
      throw SignatureRefusals.invalid(signature, "the timestamp is not a number of seconds");
    }
    return Long.parseLong(text);
  }
}
