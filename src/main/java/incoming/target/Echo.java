package incoming.target;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.apache.hc.client5.http.classic.methods.HttpUriRequest;
import org.apache.hc.core5.http.Header;

/**
 * Takes the secrets of a request out of the answer to it: a target may repeat what it refuses, and
 * its answers are kept and shown.
 *
 * <p>Secret are the values of headers and parameters that {@link SecretNames} knows, and those that
 * the endpoint knows to be so. Each is found as it is, percent-encoded, and as a JSON string; so is
 * its beginning where the answer was cut off. Not found is a secret of fewer than 4 characters,
 * which would be found everywhere, and one in any other form. Immutable.
 */
final class Echo {
  private static final int SHORTEST = 4;
  private static final Comparator<String> LONGEST_FIRST =
      Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder());

  private final Collection<String> forms = new TreeSet<>(LONGEST_FIRST);

  /**
   * What {@code sent} may be answered with.
   *
   * @param secrets of it, whatever their names
   */
  Echo(HttpUriRequest sent, List<String> secrets) {
    secrets.forEach(this::add);
    for (Header header : sent.getHeaders()) {
      if (SecretNames.isHeader(header.getName())) {
        header(header.getValue());
      }
    }
    for (String value : SecretNames.values(sent.getPath())) {
      add(value);
      decoded(value).forEach(this::add);
    }
  }

  private void header(String value) {
    add(value);
    int blank = value.indexOf(' ');
    String rest = value.substring(blank + 1);
    add(rest);
    if (blank > 0 && value.substring(0, blank).toLowerCase(Locale.ROOT).equals("basic")) {
      password(rest).forEach(this::add);
    }
  }

  /** Of the user and the password, which basic authentication has in one (RFC 7617). */
  private static List<String> password(String base64) {
    try {
      String pair = new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
      return List.of(pair, pair.substring(pair.indexOf(':') + 1));
    } catch (IllegalArgumentException e) {
      return List.of(); // what a route has written may be anything
    }
  }

  private static List<String> decoded(String value) {
    try {
      return List.of(URLDecoder.decode(value, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return List.of(); // what a route has written may be anything
    }
  }

  private void add(String secret) {
    if (secret.length() >= SHORTEST) {
      StringBuilder encoded = new StringBuilder();
      PercentEncoding.value(secret, encoded);
      String json = secret.replace("\\", "\\\\").replace("\"", "\\\"");
      forms.addAll(List.of(secret, encoded.toString(), json, json.replace("/", "\\/")));
    }
  }

  /** {@code answer} with {@link Proof#MASK} wherever it repeats a secret. */
  String masked(String answer) {
    String text = answer;
    for (String form : forms) {
      text = text.replace(form, Proof.MASK);
    }
    for (String form : forms) {
      int begun = begun(form, text);
      if (begun >= SHORTEST) {
        return text.substring(0, text.length() - begun) + Proof.MASK;
      }
    }
    return text;
  }

  /** With how many characters of {@code form} the end of {@code text} begins it. */
  private static int begun(String form, String text) {
    int length = Math.min(form.length() - 1, text.length());
    while (length > 0 && !text.regionMatches(text.length() - length, form, 0, length)) {
      length--;
    }
    return length;
  }
}
