package incoming.route;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;

/**
 * One thing that is wrong, or doubtful, in a route file or a template: where, what, and what would
 * be right.
 *
 * <p>Never carries a secret: neither a value that is written where a placeholder belongs, nor what
 * a placeholder stands for.
 *
 * @param line from 1
 * @param column from 1, in code points, as an editor counts
 * @param message one line of text
 */
public record Finding(Path file, int line, int column, Severity severity, String message) {
  /** In the order in which a person reads: by file, line and column, errors first. */
  public static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::file)
          .thenComparing(Finding::line)
          .thenComparing(Finding::column)
          .thenComparing(Finding::severity)
          .thenComparing(Finding::message);

  public Finding {
    message = message.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  /** What becomes of a file with the finding. */
  public enum Severity {
    /** The file is refused. */
    ERROR,
    /** The file runs; the finding is logged. */
    WARNING;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether the file is refused because of it. */
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /** {@code file:line:column: error: message}, as compilers write. */
  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + severity + ": " + message;
  }
}
