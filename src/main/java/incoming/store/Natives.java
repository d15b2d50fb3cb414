package incoming.store;

import java.util.ArrayDeque;
import java.util.Deque;
import org.rocksdb.AbstractNativeReference;

/** Objects of RocksDB, whose memory no garbage collector frees. Not thread-safe. */
public final class Natives implements AutoCloseable {
  private final Deque<AbstractNativeReference> kept = new ArrayDeque<>();

  /** {@code object}, which is closed with this. */
  public <T extends AbstractNativeReference> T keep(T object) {
    kept.push(object);
    return object;
  }

  /** Closes all, the last first, since it may use those before it; a second time does nothing. */
  @Override
  public void close() {
    while (!kept.isEmpty()) {
      kept.pop().close();
    }
  }
}
