package incoming.route;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is told of a route file that is not loaded, to its author and to those who send to it. */
final class Refusal {
  private static final Pattern PATH = Pattern.compile("platform-http:(/[^\\s\"'?#,}]+)");

  private Refusal() {}

  /**
   * All {@code findings} in one line, each with its place, and its file if it is not {@code file}.
   */
  static String text(Path file, List<Finding> findings) {
    return findings.stream()
        .map(
            finding ->
                (finding.file().equals(file) ? "" : finding.file().getFileName() + ":")
                    + "%d:%d: %s".formatted(finding.line(), finding.column(), finding.message()))
        .collect(Collectors.joining("; "));
  }

  /**
   * The paths that a route file would serve, as far as its text tells: it may not even be YAML.
   * Their senders hear 503 rather than 404.
   */
  static Set<String> paths(byte[] content) {
    Set<String> paths = new TreeSet<>();
    Matcher m = PATH.matcher(new String(content, StandardCharsets.UTF_8));
    while (m.find()) {
      paths.add(m.group(1));
    }
    return paths;
  }
}
