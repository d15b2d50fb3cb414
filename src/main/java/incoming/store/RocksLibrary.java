package incoming.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.rocksdb.NativeLibraryLoader;
import org.rocksdb.RocksDB;

/** The native library of RocksDB, loaded once for each process. Thread-safe. */
public final class RocksLibrary {
  private RocksLibrary() {}

  /**
   * Loads RocksDB from a copy in {@code directory/native}, unless it is loaded: among the temporary
   * files every {@code kill -9} would leave another 15 MB behind. The environment variable is
   * RocksDB's own.
   *
   * @throws IOException when the copy cannot be written or does not run here
   */
  public static void load(Path directory) throws IOException {
    Path copy = Files.createDirectories(directory.resolve("native"));
    if (System.getenv("ROCKSDB_SHAREDLIB_DIR") == null) {
      NativeLibraryLoader.getInstance().loadLibrary(copy.toString());
    }
    RocksDB.loadLibrary();
  }
}
