package incoming.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where the results of a run go: the terminal, {@code bench/results}, the documentation. */
final class Output {
  static final Path FOLDER = Path.of("bench", "results");
  private static final int CHART_CONNECTIONS = 32;

  private Output() {}

  static void write(Results results, boolean publish) throws IOException {
    Report report = new Report(results);
    String text = report.text();
    System.out.println("\n" + text);
    String name = results.when().replace(":", "");
    Path json = FOLDER.resolve(name + ".json");
    new ObjectMapper()
        .enable(SerializationFeature.INDENT_OUTPUT)
        .writeValue(json.toFile(), results);
    List<Comparison> comparisons = report.against(Report.PRODUCT, Report.FLOOR);
    Path chart = FOLDER.resolve(name + ".svg");
    Files.writeString(chart, Chart.of(comparisons, CHART_CONNECTIONS));
    System.out.println(json + "\n" + chart);
    if (publish) {
      PerformancePage.update(text);
    }
  }

  /** Deletes a folder with all that is in it, if it is there. */
  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        files.sorted(Comparator.reverseOrder()).forEach(Output::deleteOne);
      }
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
