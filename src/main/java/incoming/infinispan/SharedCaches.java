package incoming.infinispan;

import incoming.target.ClientTls;
import java.net.InetSocketAddress;
import org.infinispan.client.hotrod.RemoteCache;
import org.infinispan.client.hotrod.RemoteCacheManager;
import org.infinispan.client.hotrod.configuration.ConfigurationBuilder;
import org.infinispan.client.hotrod.exceptions.HotRodClientException;
import org.infinispan.commons.configuration.StringConfiguration;
import org.infinispan.commons.marshall.IdentityMarshaller;

/**
 * Caches of bytes that all nodes share, on the Infinispan servers of the settings.
 *
 * <p>Nothing is connected before the first cache is asked for. A call to a server that does not
 * answer fails after a few seconds, and the next one tries again. Thread-safe; calls wait for
 * servers.
 *
 * <p>Of a cluster of servers every entry is on two; how a cluster that is split behaves is the
 * cache's configuration, which may be made by hand before the first start.
 */
public final class SharedCaches implements AutoCloseable {
  private static final int CONNECT_MILLIS = 1000;
  private static final int ANSWER_MILLIS = 2000;

  /** Entries in memory alone: what is kept here ends within days, and most within minutes. */
  private static final String KIND =
      "{\"distributed-cache\":{\"mode\":\"SYNC\",\"owners\":\"2\","
          + "\"encoding\":{\"media-type\":\"application/octet-stream\"}}}";

  private final InfinispanSettings settings;
  private RemoteCacheManager manager;

  /** Caches on the servers of {@code settings}, of which there is one at least. */
  public SharedCaches(InfinispanSettings settings) {
    this.settings = settings;
  }

  /**
   * The cache {@code name}, which is created unless it is there. To be asked for anew once a call
   * to it has failed.
   *
   * @throws HotRodClientException when no server answers, or refuses; for the log, not for others
   */
  public synchronized RemoteCache<byte[], byte[]> open(String name) {
    if (manager == null) {
      manager = new RemoteCacheManager(configuration().build(), true);
    }
    String whole = settings.prefix() + "-" + name;
    // Or it would be taken to be there as it was before, on servers that have lost it since.
    manager.stopCache(whole);
    RemoteCache<byte[], byte[]> cache = manager.getCache(whole);
    return cache != null ? cache : create(whole);
  }

  private RemoteCache<byte[], byte[]> create(String name) {
    try {
      return manager.administration().getOrCreateCache(name, new StringConfiguration(KIND));
    } catch (HotRodClientException e) {
      throw new HotRodClientException(
          "there is no cache '%s', and it could not be created (%s); create it as %s"
              .formatted(name, e.getMessage(), KIND),
          e);
    }
  }

  private ConfigurationBuilder configuration() {
    ConfigurationBuilder builder = new ConfigurationBuilder();
    for (InetSocketAddress host : settings.hosts()) {
      builder.addServer().host(host.getHostString()).port(host.getPort());
    }
    builder
        .marshaller(IdentityMarshaller.INSTANCE)
        .connectionTimeout(CONNECT_MILLIS)
        .socketTimeout(ANSWER_MILLIS)
        .maxRetries(1);
    settings
        .user()
        .ifPresent(
            user ->
                builder
                    .security()
                    .authentication()
                    .saslMechanism("SCRAM-SHA-512")
                    .username(user)
                    .password(settings.password().orElse("")));
    settings
        .tlsName()
        .ifPresent(
            name ->
                builder
                    .security()
                    .ssl()
                    .sslContext(ClientTls.context(settings.trust()))
                    .sniHostName(name));
    return builder;
  }

  @Override
  public synchronized void close() {
    if (manager != null) {
      manager.stop();
    }
  }
}
