package incoming.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.infinispan.client.hotrod.MetadataValue;
import org.infinispan.client.hotrod.RemoteCache;
import org.infinispan.client.hotrod.exceptions.TransportException;
import org.infinispan.commons.util.CloseableIterator;

/** What of a remote cache is used here, in memory and without a server; nothing ever expires. */
final class FakeRemoteCache implements InvocationHandler {
  final Map<String, byte[]> entries = new TreeMap<>();
  final Map<String, Long> lifespans = new TreeMap<>();
  boolean reachable = true;

  /** The next replacement is done, but said not to be, as when a cluster tries it twice. */
  boolean repeatsReplacement;

  /** Happens before the next replacement. */
  Runnable meanwhile = () -> {};

  private final Map<String, Long> versions = new TreeMap<>();
  private long version;

  @SuppressWarnings("unchecked") // a proxy is of the type that it is made for
  RemoteCache<byte[], byte[]> cache() {
    return (RemoteCache<byte[], byte[]>)
        Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {RemoteCache.class}, this);
  }

  void write(String key, byte[] value) {
    entries.put(key, value);
    versions.put(key, ++version);
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) {
    if (!reachable) {
      throw new TransportException("nobody listens", null);
    }
    String key = arguments[0] instanceof byte[] bytes ? new String(bytes, UTF_8) : null;
    return switch (method.getName()) {
      case "withFlags" -> proxy;
      case "get" -> entries.get(key);
      case "remove" -> entries.remove(key);
      case "put" -> put(key, arguments);
      case "putIfAbsent" -> entries.containsKey(key) ? entries.get(key) : put(key, arguments);
      case "getWithMetadata" -> entries.containsKey(key) ? metadata(key) : null;
      case "replaceWithVersion" -> replace(key, arguments);
      case "retrieveEntries" -> all();
      default -> throw new UnsupportedOperationException(method.toString());
    };
  }

  private Object put(String key, Object[] arguments) {
    lifespans.put(key, (Long) arguments[2]);
    write(key, (byte[]) arguments[1]);
    return null;
  }

  private boolean replace(String key, Object[] arguments) {
    Runnable before = meanwhile;
    meanwhile = () -> {};
    before.run();
    boolean fits = entries.containsKey(key) && versions.get(key).equals(arguments[2]);
    if (fits) {
      lifespans.put(key, (Long) arguments[3]);
      write(key, (byte[]) arguments[1]);
    }
    boolean said = fits && !repeatsReplacement;
    repeatsReplacement = false;
    return said;
  }

  private Object metadata(String key) {
    return Proxy.newProxyInstance(
        getClass().getClassLoader(),
        new Class<?>[] {MetadataValue.class},
        (proxy, method, arguments) ->
            method.getName().equals("getVersion") ? versions.get(key) : entries.get(key));
  }

  private CloseableIterator<Map.Entry<Object, Object>> all() {
    List<Map.Entry<Object, Object>> copy = new ArrayList<>();
    entries.forEach(
        (key, value) -> copy.add(new AbstractMap.SimpleEntry<>(key.getBytes(UTF_8), value)));
    Iterator<Map.Entry<Object, Object>> iterator = copy.iterator();
    return new CloseableIterator<>() {
      @Override
      public boolean hasNext() {
        return iterator.hasNext();
      }

      @Override
      public Map.Entry<Object, Object> next() {
        return iterator.next();
      }

      @Override
      public void close() {}
    };
  }
}
