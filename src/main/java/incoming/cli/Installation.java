package incoming.cli;

import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * The installation of the working directory, as far as its {@code application.properties} tells.
 *
 * <p>Camel reads the same file for the application; here a few keys of it do, and variables
 * override them in the same way. A value with a placeholder is refused rather than guessed.
 */
final class Installation {
  private final Surroundings surroundings;
  private final Properties properties;

  private Installation(Surroundings surroundings, Properties properties) {
    this.surroundings = surroundings;
    this.properties = properties;
  }

  /** Reads the settings; without a file there are none. */
  static Installation in(Surroundings surroundings) {
    Path file = surroundings.folder().resolve("application.properties");
    Properties properties = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        throw new FailedException("application.properties cannot be read: " + e.getMessage());
      }
    }
    return new Installation(surroundings, properties);
  }

  /** Where its admin API listens. */
  URI address() {
    String port = setting("camel.management.port", "CAMEL_MANAGEMENT_PORT").orElse("9876");
    String host = setting("camel.management.host", "CAMEL_MANAGEMENT_HOST").orElse("127.0.0.1");
    if (host.equals("0.0.0.0") || host.equals("::")) {
      host = "127.0.0.1";
    }
    try {
      return URI.create(
          "http://"
              + (host.contains(":") ? "[" + host + "]" : host)
              + ":"
              + Integer.parseInt(port));
    } catch (IllegalArgumentException e) {
      throw new FailedException(
          "camel.management.host and .port in application.properties do not say where the admin API"
              + " is; name it with --server.");
    }
  }

  /** The file with the token of its administrator. */
  Path adminToken() {
    String data = setting("incoming.data", "INCOMING_DATA").orElse("data");
    return surroundings.folder().resolve(data).resolve("admin-token");
  }

  private Optional<String> setting(String key, String variable) {
    return surroundings
        .variable(variable)
        .or(() -> Optional.ofNullable(properties.getProperty(key)).map(String::strip))
        .filter(value -> !value.isEmpty());
  }
}
