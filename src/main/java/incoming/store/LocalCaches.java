package incoming.store;

import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.configuration.global.ShutdownHookBehavior;

/** How the embedded caches of this process are managed. */
public final class LocalCaches {
  private LocalCaches() {}

  /** A cache manager that touches neither network nor JMX, and leaves the process's end to us. */
  public static GlobalConfigurationBuilder alone() {
    GlobalConfigurationBuilder global = new GlobalConfigurationBuilder().nonClusteredDefault();
    global.jmx().disable();
    global.metrics().gauges(false).histograms(false);
    global.shutdown().hookBehavior(ShutdownHookBehavior.DONT_REGISTER);
    return global;
  }
}
