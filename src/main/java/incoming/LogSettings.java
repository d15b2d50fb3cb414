package incoming;

import ch.qos.logback.classic.LoggerContext;
import incoming.config.Settings;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.slf4j.LoggerFactory;

/**
 * How the log is written.
 *
 * <p>Logback must know before the first line is logged, which is before Camel has read any
 * settings. So these two are read twice: early, for Logback, and with all the others, to be
 * checked.
 */
final class LogSettings {
  private static final Map<String, String> VARIABLES =
      Map.of(
          "incoming.log.format", "INCOMING_LOG_FORMAT",
          "incoming.log.level", "INCOMING_LOG_LEVEL");

  private LogSettings() {}

  /** Hands the settings in {@code file} or the environment to Logback, as system properties. */
  static void apply(Path file) {
    Properties properties = load(file);
    VARIABLES.forEach(
        (key, variable) -> {
          String value =
              first(System.getProperty(key), System.getenv(variable), properties.getProperty(key));
          if (value == null) {
            // Logback would take the blank for a name.
            System.clearProperty(key);
          } else {
            System.setProperty(key, value);
          }
        });
  }

  /** The first that is not blank, or {@code null}. */
  private static String first(String... values) {
    for (String value : values) {
      if (value != null && !value.isBlank()) {
        return value.strip();
      }
    }
    return null;
  }

  /** Logs nothing at all: for a command whose output is read by another. */
  static void silence() {
    // Levels alone would not do: some loggers have one of their own.
    ((LoggerContext) LoggerFactory.getILoggerFactory()).reset();
  }

  /** Checks the settings. */
  static void read(Settings settings) {
    settings.choice("incoming.log.format", "text", "json");
    settings.choice("incoming.log.level", "INFO", "ERROR", "WARN", "DEBUG");
  }

  private static Properties load(Path file) {
    Properties properties = new Properties();
    if (Files.exists(file)) {
      try (Reader reader = Files.newBufferedReader(file)) {
        properties.load(reader);
      } catch (IOException | IllegalArgumentException e) {
        // Camel reads the same file next and says what is wrong with it.
        System.err.println(file + ": " + e.getMessage());
      }
    }
    return properties;
  }
}
