package incoming.dedup;

import java.io.IOException;
import java.util.Arrays;
import org.infinispan.commons.marshall.Marshaller;
import org.infinispan.commons.marshall.WrappedByteArray;
import org.infinispan.metadata.Metadata;
import org.infinispan.persistence.spi.MarshallableEntry;
import org.infinispan.persistence.spi.MarshallableEntryFactory;
import org.infinispan.persistence.spi.MarshalledValue;
import org.infinispan.persistence.spi.PersistenceException;

/**
 * How an Infinispan entry stands on disk.
 *
 * <p>A hash is its 16 bytes, and bytes without metadata are themselves behind one tag byte: that is
 * all that deduplication writes, and it takes no marshalling. Every other key is longer than 16
 * bytes, being marshalled behind 16 zeros, and every other value is Infinispan's {@link
 * MarshalledValue}. Thread-safe.
 */
final class RowFormat<K, V> {
  private static final byte PLAIN = 0;
  private static final byte MARSHALLED = 1;

  private final Marshaller marshaller;
  private final MarshallableEntryFactory<K, V> entries;

  RowFormat(Marshaller marshaller, MarshallableEntryFactory<K, V> entries) {
    this.marshaller = marshaller;
    this.entries = entries;
  }

  byte[] key(Object key) {
    return key instanceof WrappedByteArray wrapped && wrapped.getLength() == HashKey.LENGTH
        ? wrapped.getBytes()
        : behind(new byte[HashKey.LENGTH], marshal(key));
  }

  private Object key(byte[] stored) {
    return stored.length == HashKey.LENGTH
        ? new WrappedByteArray(stored)
        : unmarshal(stored, HashKey.LENGTH);
  }

  byte[] value(MarshallableEntry<?, ?> entry) {
    return entry.getValue() instanceof WrappedByteArray wrapped && isPlain(entry)
        ? behind(new byte[] {PLAIN}, wrapped.getBytes())
        : behind(new byte[] {MARSHALLED}, marshal(entry.getMarshalledValue()));
  }

  private static boolean isPlain(MarshallableEntry<?, ?> entry) {
    Metadata metadata = entry.getMetadata();
    return (metadata == null || metadata.isEmpty())
        && (entry.getInternalMetadata() == null || entry.getInternalMetadata().isEmpty());
  }

  MarshallableEntry<K, V> entry(byte[] key, byte[] value) {
    return entry(key(key), value);
  }

  MarshallableEntry<K, V> entry(Object key, byte[] value) {
    return switch (value[0]) {
      case PLAIN ->
          entries.create(key, new WrappedByteArray(Arrays.copyOfRange(value, 1, value.length)));
      case MARSHALLED -> entries.create(key, (MarshalledValue) unmarshal(value, 1));
      default -> throw new PersistenceException("unknown format of a row: " + value[0]);
    };
  }

  private byte[] marshal(Object object) {
    try {
      return marshaller.objectToByteBuffer(object);
    } catch (IOException e) {
      throw new PersistenceException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PersistenceException(e);
    }
  }

  private Object unmarshal(byte[] stored, int offset) {
    try {
      return marshaller.objectFromByteBuffer(stored, offset, stored.length - offset);
    } catch (IOException | ClassNotFoundException e) {
      throw new PersistenceException(e);
    }
  }

  private static byte[] behind(byte[] prefix, byte[] bytes) {
    byte[] all = Arrays.copyOf(prefix, prefix.length + bytes.length);
    System.arraycopy(bytes, 0, all, prefix.length, bytes.length);
    return all;
  }
}
