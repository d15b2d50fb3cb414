package incoming.event;

import incoming.config.Settings;
import java.util.Optional;

/**
 * What a body may cost before it is refused, and whose profile its events belong to.
 *
 * @param maxDepth objects and arrays inside one another; {@code [1]} has depth 1
 * @param maxLeaves scalars, {@code null}, {@code {}} and {@code []} in one body
 * @param maxNameLength characters of one flat name
 * @param maxFlatSize characters of all flat names and values of one body together
 * @param maxNumberLength characters of one number as sent
 * @param businessProfileId goes into every event; empty when not set
 */
public record EventSettings(
    int maxDepth,
    int maxLeaves,
    int maxNameLength,
    long maxFlatSize,
    int maxNumberLength,
    Optional<String> businessProfileId) {

  /** Reads {@code incoming.event.*} and {@code incoming.business-profile-id}. */
  public static EventSettings read(Settings settings) {
    return new EventSettings(
        // Bodies are read and written by recursion, so that depth costs stack.
        settings.number("incoming.event.max-depth", 64, 1, 500),
        settings.number("incoming.event.max-leaves", 10_000, 1, 1_000_000),
        settings.number("incoming.event.max-name-length", 1_024, 16, 65_536),
        settings.bytes("incoming.event.max-flat-size", "4MiB", 256L, 1L << 30),
        // A filter that compares a number converts it, which costs the square of its digits.
        settings.number("incoming.event.max-number-length", 1_000, 1, 10_000),
        settings.text("incoming.business-profile-id"));
  }
}
