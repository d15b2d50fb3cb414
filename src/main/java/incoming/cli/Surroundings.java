package incoming.cli;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What a command finds around it.
 *
 * @param folder the working directory
 * @param in standard input
 */
record Surroundings(Map<String, String> environment, Path folder, InputStream in) {
  /** Those of this process. */
  static Surroundings ofProcess() {
    return new Surroundings(System.getenv(), Path.of(""), System.in);
  }

  /** An environment variable, unless it is blank. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name))
        .map(String::strip)
        .filter(value -> !value.isEmpty());
  }

  /** Without the environment, which may hold a token. */
  @Override
  public String toString() {
    return "Surroundings[" + folder + "]";
  }
}
