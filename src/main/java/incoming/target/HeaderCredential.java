package incoming.target;

import incoming.event.Event;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpUriRequest;

/**
 * A secret in a header: basic authentication (RFC 7617), a bearer token (RFC 6750), an API key.
 *
 * <p>What cannot be such a header is an {@link IllegalArgumentException} that repeats no secret.
 */
final class HeaderCredential implements Proof {
  private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,256}");
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]+");
  private static final Pattern TEXT =
      Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?");

  /** Headers that frame or identify a request: another value would make it another request. */
  private static final Set<String> TAKEN =
      Set.of(
          "connection",
          "content-length",
          "content-type",
          "expect",
          "host",
          "idempotency-key",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private final String header;
  private final String scheme;
  private final String secret;

  private HeaderCredential(String header, String scheme, String secret) {
    this.header = header;
    this.scheme = scheme;
    this.secret = secret;
  }

  static HeaderCredential basic(String user, String password) {
    if (user.indexOf(':') >= 0) {
      throw new IllegalArgumentException("a user's name has no colon, which ends it");
    }
    if (hasControl(user) || hasControl(password)) {
      throw new IllegalArgumentException("user and password have no control characters");
    }
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return new HeaderCredential(
        "Authorization", "Basic ", Base64.getEncoder().encodeToString(pair));
  }

  static HeaderCredential bearer(String token) {
    if (!TOKEN.matcher(token).matches()) {
      throw new IllegalArgumentException(
          "a token is visible ASCII characters without blanks; leave out the word Bearer");
    }
    return new HeaderCredential("Authorization", "Bearer ", token);
  }

  static HeaderCredential apiKey(String header, String value) {
    if (!NAME.matcher(header).matches() || TAKEN.contains(header.toLowerCase(Locale.ROOT))) {
      throw new IllegalArgumentException(
          "'" + header + "' is not the name of a header that can hold a key, such as X-Api-Key");
    }
    if (!TEXT.matcher(value).matches()) {
      throw new IllegalArgumentException("a key in a header is visible ASCII characters");
    }
    return new HeaderCredential(header, "", value);
  }

  @Override
  public void add(HttpUriRequest request, byte[] body, Event event) {
    Proof.set(request, header, scheme + secret);
  }

  @Override
  public void mask(HttpUriRequest request, byte[] body, Event event) {
    Proof.set(request, header, scheme + MASK);
  }

  @Override
  public List<String> secrets() {
    return List.of(secret);
  }

  private static boolean hasControl(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }
}
