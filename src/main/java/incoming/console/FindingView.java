package incoming.console;

import incoming.route.Finding;
import java.util.List;

/** What is wrong or doubtful in a route file or a template, as {@code validate} says it. */
record FindingView(String file, int line, int column, String severity, String message) {
  static FindingView of(Finding finding) {
    return new FindingView(
        finding.file().getFileName().toString(),
        finding.line(),
        finding.column(),
        finding.severity().toString(),
        finding.message());
  }

  static List<FindingView> all(List<Finding> findings) {
    return findings.stream().map(FindingView::of).toList();
  }
}
