package incoming.bench;

import incoming.dedup.Filling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/** Deduplication stores that are full before anything is measured. */
final class KeyStore {
  private static final Path KEPT = Path.of("target", "bench", "stores");

  /** Keys older than this are made anew: they are good for 7 days. */
  private static final Duration LIFE = Duration.ofDays(1);

  private KeyStore() {}

  /**
   * Gives {@code installation} a store that knows the first {@code keys} orders of {@code
   * duplicate}, made by the product's own classes and kept for the next run.
   */
  static void fill(Installation installation, long keys) throws IOException {
    Path kept = KEPT.resolve(Long.toString(keys));
    if (Files.exists(kept) && isOld(kept)) {
      Output.delete(kept);
    }
    if (!Files.exists(kept)) {
      System.out.printf("writing %,d keys into a store%n", keys);
      Path begun = KEPT.resolve(keys + ".begun");
      Output.delete(begun);
      Files.createDirectories(begun);
      Filling.write(begun, keys, Workload.DUPLICATE.word());
      Files.move(begun, kept);
    }
    copy(kept, installation.folder().resolve("data").resolve("deduplication"));
  }

  private static boolean isOld(Path kept) throws IOException {
    return Files.getLastModifiedTime(kept).toInstant().isBefore(Instant.now().minus(LIFE));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      files
          .filter(Files::isRegularFile)
          .forEach(
              file -> {
                try {
                  Files.copy(file, to.resolve(file.getFileName()));
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
