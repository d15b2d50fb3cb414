package incoming.bench;

import java.io.IOException;
import java.time.Duration;

/**
 * What a start takes.
 *
 * @param seconds from the launch of the JVM to the first 200
 * @param cpu CPU seconds until then
 * @param residentMib memory then, and {@code idleMib} 5 s later
 */
record Startup(String subject, double seconds, double cpu, double residentMib, double idleMib) {
  private static final long IDLE_MILLIS = 5_000;

  /** Starts the product in a new folder, and ends it. */
  static Startup measure(Rig rig, int number) throws IOException {
    Installation installation = rig.install("start-" + number, 0);
    byte[] cart = rig.newCart();
    try (Subject product = Subject.product("incoming", installation, rig.options())) {
      Duration time = product.awaitFirst200(Workload.ACCEPT.path(), cart);
      Usage used = product.usage();
      Pause.millis(IDLE_MILLIS);
      return new Startup(
          product.name(),
          time.toNanos() / 1e9,
          used.cpu(),
          used.residentMib(),
          product.usage().residentMib());
    }
  }
}
