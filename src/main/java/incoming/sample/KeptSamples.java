package incoming.sample;

import incoming.auth.SecretFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The last sample of each integration, {@code <name>/sample.json} in the folder of the drafts.
 *
 * <p>A file is readable by this process's user alone, where the file system knows of such modes,
 * since it is what a sender has sent; it is written whole or not at all. Thread-safe. A disk that
 * fails is an {@link UncheckedIOException}.
 */
public final class KeptSamples {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private final Path folder;

  /** Samples in {@code folder}, which is made when the first is kept. */
  public KeptSamples(Path folder) {
    this.folder = folder;
  }

  /**
   * The sample of integration {@code name}.
   *
   * @throws IllegalArgumentException when the file holds none, in words for an operator
   */
  public Optional<Sample> find(String name) {
    try {
      return Optional.of(Sample.read(Files.readAllBytes(file(name))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Keeps {@code sample} as that of integration {@code name}, in the place of the one before. */
  public synchronized void keep(String name, Sample sample) {
    Path file = file(name);
    try {
      Files.createDirectories(file.getParent());
      SecretFile.write(file, sample.json());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path file(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("'" + name + "' is no name of an integration");
    }
    return folder.resolve(name).resolve("sample.json");
  }
}
