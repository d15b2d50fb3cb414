package incoming.http;

import incoming.config.Settings;
import java.time.Duration;

/**
 * The limits of the door.
 *
 * @param maxBody bytes of a body, unless its route says otherwise
 * @param maxHeader bytes of all headers together
 * @param maxRequestLine bytes of method, path and query together
 * @param requestTimeout from the headers of a request to the last byte of its body
 * @param idleTimeout for an answer to be read and the next headers to be there
 * @param maxConnections open connections; one more is closed at once
 * @param maxInWork requests whose route is running or waiting for a worker; one more gets 503
 * @param maxBodyMemory bytes of all bodies that are being read or worked on; beyond it 503
 * @param workers threads on which routes run; those that go on after they have waited without one
 *     have as many again
 * @param workersPerEndpoint of these, how many one endpoint may hold at a time
 * @param shutdownTimeout how long requests in work may take to finish when the process ends
 */
public record DoorSettings(
    int maxBody,
    int maxHeader,
    int maxRequestLine,
    Duration requestTimeout,
    Duration idleTimeout,
    int maxConnections,
    int maxInWork,
    long maxBodyMemory,
    int workers,
    int workersPerEndpoint,
    Duration shutdownTimeout) {

  /** No body can be larger, whatever the memory: the door counts in 32 bits. */
  static final int LARGEST_BODY = 1 << 30;

  /** Reads {@code incoming.http.*}. */
  public static DoorSettings read(Settings settings) {
    int maxBody = settings.bytes("incoming.http.max-body", "1MiB", 1, LARGEST_BODY);
    long memory = settings.bytes("incoming.http.max-body-memory", "64MiB", 1, 1L << 40);
    if (maxBody > memory) {
      settings.problem(
          "incoming.http.max-body",
          maxBody + " is more than incoming.http.max-body-memory, " + memory);
    }
    return new DoorSettings(
        maxBody,
        settings.bytes("incoming.http.max-header", "16KiB", 1 << 10, 1 << 20),
        settings.bytes("incoming.http.max-request-line", "8KiB", 256, 1 << 20),
        settings.duration("incoming.http.request-timeout", "30s", "100ms", "1h"),
        settings.duration("incoming.http.idle-timeout", "60s", "100ms", "1h"),
        settings.number("incoming.http.max-connections", 10_000, 1, 1_000_000),
        settings.number("incoming.http.max-in-work", 1024, 1, 1_000_000),
        memory,
        settings.number("incoming.http.workers", 128, 1, 10_000),
        settings.number("incoming.http.workers-per-endpoint", 32, 1, 10_000),
        settings.duration("incoming.http.shutdown-timeout", "20s", "0s", "1h"));
  }
}
