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
  private static final String SCAN_INTERVAL = "incoming.routes.scan-interval";

  /** Reads {@code incoming.routes.*}. */
  public static RouteSettings read(Settings settings) {
    Duration scanInterval = settings.duration(SCAN_INTERVAL, "500ms");
    if (scanInterval.isZero()) {
      settings.problem(SCAN_INTERVAL, "must be longer than 0");
    }
    return new RouteSettings(
        scanInterval, settings.duration("incoming.routes.drain-timeout", "30s"));
  }
}
