package incoming.dedup;

import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import org.infinispan.commons.CacheException;
import org.infinispan.commons.api.BasicCache;

/** The operations on rows, in memory, and failing whenever a test says so. */
final class FragileCache {
  private final ConcurrentMap<ByteBuffer, byte[]> rows = new ConcurrentHashMap<>();
  volatile boolean broken;
  volatile boolean full;

  /** Runs before a row is put. */
  Runnable beforePut = () -> {};

  @SuppressWarnings("unchecked") // a proxy knows no type arguments
  BasicCache<byte[], byte[]> asCache() {
    return (BasicCache<byte[], byte[]>)
        Proxy.newProxyInstance(
            BasicCache.class.getClassLoader(),
            new Class<?>[] {BasicCache.class},
            (proxy, method, args) -> call(method.getName(), args));
  }

  private Object call(String operation, Object[] args) {
    if (broken || (full && !operation.equals("get"))) {
      throw new CacheException("No space left on device");
    }
    ByteBuffer key = ByteBuffer.wrap((byte[]) args[0]);
    return switch (operation) {
      case "get" -> rows.get(key);
      case "put" -> {
        beforePut.run();
        yield rows.put(key, (byte[]) args[1]);
      }
      case "compute" -> rows.compute(key, (same, row) -> change(args, row));
      case "computeIfPresent" -> rows.computeIfPresent(key, (same, row) -> change(args, row));
      default -> throw new UnsupportedOperationException(operation);
    };
  }

  @SuppressWarnings("unchecked") // a proxy knows no type arguments
  private static byte[] change(Object[] args, byte[] row) {
    return ((BiFunction<byte[], byte[], byte[]>) args[1]).apply((byte[]) args[0], row);
  }
}
