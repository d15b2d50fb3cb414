package incoming.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for one benchmark. */
public final class Scratch implements AutoCloseable {
  private final Path folder;

  /** A new folder among the temporary files. */
  public Scratch() {
    try {
      folder = Files.createTempDirectory("incoming-micro");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder, which is there. */
  public Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException {
    Output.delete(folder);
  }
}
