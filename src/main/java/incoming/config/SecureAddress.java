package incoming.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** The address of another service that secrets or trust depend on, as a setting has it. */
public final class SecureAddress {
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private SecureAddress() {}

  /**
   * Reads an {@code https:} address, or an {@code http:} one of this machine.
   *
   * @throws IllegalArgumentException says what would be right; repeats nothing of {@code text},
   *     which may have a password
   */
  public static URI parse(String text) {
    try {
      URI uri = new URI(text);
      boolean loopback = "http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost());
      if (uri.getHost() != null
          && uri.getRawUserInfo() == null
          && uri.getRawFragment() == null
          && ("https".equals(uri.getScheme()) || loopback)) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("this is not an address", e);
    }
    throw new IllegalArgumentException(
        "this is not an https address without user, password and fragment (http is for this machine"
            + " only)");
  }
}
