package incoming.route;

import incoming.config.Settings;
import java.time.Duration;

/**
 * How route files are watched.
 *
 * @param scanInterval between two looks at all files; a change is loaded once two looks agree on it
 * @param drainTimeout how long requests of a version that was replaced may take
 */
public record RouteSettings(Duration scanInterval, Duration drainTimeout) {
  /** Reads {@code incoming.routes.*}. */
  public static RouteSettings read(Settings settings) {
    return new RouteSettings(
        settings.duration("incoming.routes.scan-interval", "500ms"),
        settings.duration("incoming.routes.drain-timeout", "30s"));
  }
}
