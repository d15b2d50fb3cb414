package incoming.console;

import incoming.auth.SecretDigest;
import incoming.auth.SecretFile;
import incoming.config.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The token of the first administrator, which this installation makes at its first start.
 *
 * @param digest all that is kept of it
 * @param made the token itself, when it was made just now: to be shown once
 */
record AdminToken(SecretDigest digest, Optional<String> made) {
  /** Who holds it, to the audit log. */
  static final String NAME = "admin";

  private static final int BYTES = 32;
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{43}");

  /**
   * Reads the token in {@code file}, or makes one.
   *
   * @throws ConfigurationException in words for the operator, when the file is no token or cannot
   *     be read or written
   */
  static AdminToken open(Path file) {
    try {
      if (Files.exists(file)) {
        return new AdminToken(SecretDigest.of(read(file)), Optional.empty());
      }
      String token = random();
      Files.createDirectories(file.getParent());
      SecretFile.write(file, (token + "\n").getBytes(StandardCharsets.US_ASCII));
      return new AdminToken(SecretDigest.of(token), Optional.of(token));
    } catch (IOException e) {
      throw new ConfigurationException(
          List.of("incoming.data: the admin token cannot be read or written: " + e));
    }
  }

  private static String read(Path file) throws IOException {
    // The rest of a file that is not ours does not matter: it is wrong anyway.
    String text = Files.size(file) > 256 ? "" : Files.readString(file).strip();
    if (!TOKEN.matcher(text).matches()) {
      throw new ConfigurationException(
          List.of(
              "incoming.data: "
                  + file
                  + " does not hold one token of 43 characters; delete it to have one made"));
    }
    return text;
  }

  /** 256 random bits, fit for headers, cookies and addresses. */
  static String random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Never the token. */
  @Override
  public String toString() {
    return "AdminToken";
  }
}
