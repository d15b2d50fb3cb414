package incoming.cli;

import incoming.config.SecureAddress;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An admin API and the token for it.
 *
 * <p>The token never comes from an argument, which every user of the machine could read, and the
 * one of the installation here goes to this machine alone. It is in no message and in no {@code
 * toString}.
 */
final class Server {
  /** What may stand in a header; the longest are those of an issuer. */
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{1,16384}");

  private final URI address;
  private final String token;
  private final String source;

  private Server(URI address, String token, String source) {
    this.address = address;
    this.token = token;
    this.source = source;
  }

  /**
   * The one that {@code named} or INCOMING_SERVER names, else the one of the working directory.
   *
   * @param tokenFile file with the token, instead of INCOMING_TOKEN and {@code data/admin-token}
   */
  static Server find(Surroundings around, Optional<String> named, Optional<Path> tokenFile) {
    Optional<URI> address = named.or(() -> around.variable("INCOMING_SERVER")).map(Server::parse);
    Optional<String> variable = around.variable("INCOMING_TOKEN");
    Installation here = Installation.in(around);
    URI found = address.orElseGet(here::address);
    if (tokenFile.isPresent()) {
      return new Server(found, read(tokenFile.get()), tokenFile.get().toString());
    } else if (variable.isPresent()) {
      return new Server(found, check(variable.get(), "INCOMING_TOKEN"), "INCOMING_TOKEN");
    } else if (address.isPresent() && "https".equals(found.getScheme())) {
      throw new FailedException(
          "There is no token for "
              + found
              + ": set INCOMING_TOKEN, or name a file with"
              + " --token-file.");
    }
    return new Server(found, read(here.adminToken()), here.adminToken().toString());
  }

  private static URI parse(String text) {
    URI uri;
    try {
      uri = SecureAddress.parse(text.strip());
    } catch (IllegalArgumentException e) {
      throw new FailedException("The server cannot be asked: " + e.getMessage() + ".");
    }
    if (uri.getRawQuery() != null) {
      throw new FailedException("The server cannot be asked: its address may have no query.");
    }
    return uri;
  }

  private static String read(Path file) {
    try {
      if (Files.size(file) > 32_768) {
        throw new FailedException(file + " is too large for a token.");
      }
      return check(Files.readString(file, StandardCharsets.ISO_8859_1).strip(), file.toString());
    } catch (IOException e) {
      throw new FailedException(
          "There is no token: "
              + file
              + " cannot be read. Run this in the folder of the installation as its user, set"
              + " INCOMING_TOKEN, or name a file with --token-file.");
    }
  }

  private static String check(String token, String source) {
    if (!TOKEN.matcher(token).matches()) {
      throw new FailedException(source + " does not hold one token.");
    }
    return token;
  }

  /** The URI of {@code address} in the API. */
  URI uri(Address address) {
    String base = this.address.toString();
    return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + address);
  }

  /** The value of the header {@code Authorization}. */
  String authorization() {
    return "Bearer " + token;
  }

  /** Where the token is from. */
  String source() {
    return source;
  }

  @Override
  public String toString() {
    return address.toString();
  }
}
