package incoming.http;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * The path that an endpoint had before, under which it is served as well until a moment; from then
 * on the path answers 410, for as long as the route says so.
 *
 * <p>A request under it is as one under the path of today: its duplicates are known.
 *
 * @param until in epoch milliseconds
 */
record FormerPath(String path, long until) {

  /**
   * Reads the options {@code formerPath} and {@code formerUntil}, which go together.
   *
   * @throws IllegalArgumentException begins with the option that is wrong
   */
  static Optional<FormerPath> read(String path, String until) {
    if (path == null && until == null) {
      return Optional.empty();
    } else if (path == null || until == null) {
      throw new IllegalArgumentException(
          path == null
              ? "formerUntil: goes with formerPath=/in/<former endpoint id>"
              : "formerPath: goes with formerUntil=2026-12-31T12:00:00Z or another time");
    }
    try {
      return Optional.of(new FormerPath(path, Instant.parse(until).toEpochMilli()));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "formerUntil=" + until + ": write a time in UTC, such as 2026-12-31T12:00:00Z", e);
    }
  }
}
