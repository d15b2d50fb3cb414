package incoming.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What the project's working tree holds. */
final class Commit {
  private Commit() {}

  /** The short name of the commit, with {@code -dirty} where files were changed since. */
  static String current() {
    try {
      Process git = new ProcessBuilder("git", "describe", "--always", "--dirty").start();
      return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
