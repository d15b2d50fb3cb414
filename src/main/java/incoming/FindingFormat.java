package incoming;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import incoming.route.Finding;
import incoming.route.Lint;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;

/** How findings are printed; the names are the values of {@code --format}. */
enum FindingFormat {
  /** For people: findings under their files, and a line that sums up. */
  text {
    @Override
    void write(Lint.Checked checked, PrintWriter out) {
      Path file = null;
      for (Finding finding : checked.findings()) {
        if (!finding.file().equals(file)) {
          file = finding.file();
          out.println(file);
        }
        out.printf(
            "  %d:%d %s: %s%n",
            finding.line(), finding.column(), finding.severity(), finding.message());
      }
      long errors = checked.findings().stream().filter(Finding::isError).count();
      out.printf(
          "%s, %s, %s%n",
          count(checked.files(), "route file"),
          count(errors, "error"),
          count(checked.findings().size() - errors, "warning"));
    }
  },

  /** For tools that read what compilers write: {@code file:line:column: error: message}. */
  lines {
    @Override
    void write(Lint.Checked checked, PrintWriter out) {
      checked.findings().forEach(out::println);
    }
  },

  /** For programs: one list of objects with file, line, column, severity and message. */
  json {
    @Override
    void write(Lint.Checked checked, PrintWriter out) throws IOException {
      try (JsonGenerator generator = new JsonFactory().createGenerator(out)) {
        generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        generator.setPrettyPrinter(new DefaultPrettyPrinter());
        generator.writeStartArray();
        for (Finding finding : checked.findings()) {
          generator.writeStartObject();
          generator.writeStringField("file", finding.file().toString());
          generator.writeNumberField("line", finding.line());
          generator.writeNumberField("column", finding.column());
          generator.writeStringField("severity", finding.severity().toString());
          generator.writeStringField("message", finding.message());
          generator.writeEndObject();
        }
        generator.writeEndArray();
      }
      out.println();
    }
  };

  abstract void write(Lint.Checked checked, PrintWriter out) throws IOException;

  private static String count(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
