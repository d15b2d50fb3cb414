package incoming.delivery;

import incoming.config.Settings;

/**
 * What the embedded broker may take of this machine.
 *
 * @param maxBacklog bytes on disk of the events that wait, above which none is accepted
 * @param minFreeDisk bytes free on the disk of the events, below which none is accepted
 * @param maxMemory bytes of heap for the events that wait, of all integrations together; those
 *     beyond are on disk alone
 */
public record BrokerSettings(long maxBacklog, long minFreeDisk, long maxMemory) {
  private static final long MIB = 1L << 20;
  private static final long PIB = 1L << 50;

  /** Reads {@code incoming.delivery.*}. */
  public static BrokerSettings read(Settings settings) {
    return new BrokerSettings(
        settings.bytes("incoming.delivery.max-backlog", "10GiB", 64 * MIB, PIB),
        settings.bytes("incoming.delivery.min-free-disk", "256MiB", 0, PIB),
        settings.bytes("incoming.delivery.max-memory", "64MiB", MIB, PIB));
  }
}
