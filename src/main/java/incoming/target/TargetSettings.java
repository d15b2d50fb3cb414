package incoming.target;

import incoming.config.Settings;
import java.time.Duration;

/**
 * How long and how much a call to a target may take, and where it may go.
 *
 * @param connectTimeout for a connection to be there, and for a free place in the pool
 * @param responseTimeout from the request sent to the answer
 * @param maxConnections to all targets together; a credential with certificates of its own has as
 *     many for itself
 * @param maxConnectionsPerTarget to one host and port
 * @param maxResponse bytes of an answer that are read, so that its connection can serve again; the
 *     rest is cut off
 * @param allowedHosts the targets beside those on the public Internet
 */
public record TargetSettings(
    Duration connectTimeout,
    Duration responseTimeout,
    int maxConnections,
    int maxConnectionsPerTarget,
    long maxResponse,
    AllowedHosts allowedHosts) {

  /** Reads {@code incoming.delivery.*}. */
  public static TargetSettings read(Settings settings) {
    return new TargetSettings(
        settings.duration("incoming.delivery.connect-timeout", "5s", "1ms", "1h"),
        settings.duration("incoming.delivery.response-timeout", "30s", "1ms", "1h"),
        settings.number("incoming.delivery.max-connections", 2_048, 1, 100_000),
        settings.number("incoming.delivery.max-connections-per-target", 256, 1, 10_000),
        settings.bytes("incoming.delivery.max-response", "64KiB", 0, 1 << 30),
        AllowedHosts.read(settings));
  }
}
