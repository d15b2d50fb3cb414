package incoming.dedup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.infinispan.persistence.spi.PersistenceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.RocksIterator;

class RowDatabaseTest {
  private static final byte[] KEY = new byte[HashKey.LENGTH];
  private static final byte[] VALUE = new byte[Row.LENGTH];

  @TempDir Path directory;

  @Test
  void rowsComeBackAfterReopening() throws IOException {
    try (RowDatabase database = open(Duration.ZERO)) {
      database.put(KEY, VALUE);
    }
    try (RowDatabase database = open(Duration.ZERO)) {
      assertThat(database.get(KEY)).isEqualTo(VALUE);
      database.delete(KEY);
      assertThat(database.get(KEY)).isNull();
    }
  }

  @Test
  void clearDeletesEveryRow() throws IOException {
    byte[] last = new byte[HashKey.LENGTH];
    Arrays.fill(last, (byte) 0xff);
    try (RowDatabase database = open(Duration.ZERO)) {
      database.put(KEY, VALUE);
      database.put(last, VALUE);
      database.clear();
      assertThat(count(database)).isZero();
    }
  }

  @Test
  void expiredRowsLeaveTheDisk() throws IOException {
    try (RowDatabase database = open(Duration.ofSeconds(1))) {
      database.put(KEY, VALUE);
      awaitEmpty(database);
    }
  }

  @Test
  void newTimeToLiveCountsForRowsThatAreThere() throws IOException {
    try (RowDatabase database = open(Duration.ZERO)) {
      database.put(KEY, VALUE);
    }
    try (RowDatabase database = open(Duration.ofSeconds(1))) {
      awaitEmpty(database);
    }
  }

  @Test
  void closedDatabaseRefusesInWords() throws IOException {
    RowDatabase database = open(Duration.ZERO);
    database.close();
    database.close();

    assertThatThrownBy(() -> database.get(KEY))
        .isInstanceOf(PersistenceException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> database.put(KEY, VALUE)).isInstanceOf(PersistenceException.class);
  }

  @Test
  void damagedDirectoryIsNamed() throws IOException {
    try (RowDatabase database = open(Duration.ZERO)) {
      database.put(KEY, VALUE);
    }
    for (Path manifest : files("MANIFEST")) {
      Files.writeString(manifest, "damaged");
    }

    assertThatThrownBy(() -> open(Duration.ZERO))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(directory.toString())
        .hasMessageContaining("restore the directory");
  }

  @Test
  void pathThatIsAFileIsNamed() throws IOException {
    Path file = Files.createFile(directory.resolve("file"));

    assertThatThrownBy(() -> RowDatabase.open(file, Duration.ZERO))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file.toString());
  }

  private RowDatabase open(Duration timeToLive) throws IOException {
    return RowDatabase.open(directory, timeToLive);
  }

  /** The clock of RocksDB cannot be set: this waits out a time to live of a second. */
  private static void awaitEmpty(RowDatabase database) {
    await()
        .until(
            () -> {
              database.compact();
              return count(database) == 0;
            });
  }

  private static int count(RowDatabase database) {
    int count = 0;
    try (RocksIterator rows = database.rows()) {
      for (; database.valid(rows); rows.next()) {
        count++;
      }
    }
    return count;
  }

  private List<Path> files(String prefix) throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.filter(file -> file.getFileName().toString().startsWith(prefix)).toList();
    }
  }
}
