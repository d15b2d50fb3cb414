package incoming.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code docs/performance.md}, of which the part between two markers is written by this bench. */
final class PerformancePage {
  private static final Path FILE = Path.of("docs", "performance.md");
  private static final String BEGIN = "<!-- bench/run writes from here -->";
  private static final String END = "<!-- to here -->";

  private PerformancePage() {}

  static void update(String tables) throws IOException {
    String page = Files.readString(FILE);
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IOException(FILE + " has not the markers " + BEGIN + " and " + END);
    }
    Files.writeString(
        FILE,
        page.substring(0, begin + BEGIN.length()) + "\n\n" + tables + "\n" + page.substring(end));
  }
}
