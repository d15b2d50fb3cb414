package incoming.route;

import incoming.route.Finding.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.nodes.Node;

/** Collects the findings of one file, in any order; for one thread. */
final class Findings {
  private final Path file;
  private final List<Finding> all = new ArrayList<>();
  private boolean lacking;

  Findings(Path file) {
    this.file = file;
  }

  void error(Node node, String message) {
    error(Spot.of(node), message);
  }

  void error(Spot spot, String message) {
    add(spot, Severity.ERROR, message);
  }

  void warning(Node node, String message) {
    warning(Spot.of(node), message);
  }

  void warning(Spot spot, String message) {
    add(spot, Severity.WARNING, message);
  }

  /** Something that the machine lacks, rather than the file. */
  void lacking(Spot spot, Severity severity, String message) {
    lacking = true;
    add(spot, severity, message);
  }

  /** Whether the machine lacks something, without which the file cannot be loaded. */
  boolean areLacking() {
    return lacking;
  }

  void add(Spot spot, Severity severity, String message) {
    add(new Finding(file, spot.line(), spot.column(), severity, message));
  }

  /** A finding in another file, such as a template. */
  void add(Finding finding) {
    all.add(finding);
  }

  /** The file beside this one that is called {@code name}. */
  Path beside(String name) {
    return file.resolveSibling(name);
  }

  boolean haveErrors() {
    return all.stream().anyMatch(Finding::isError);
  }

  /** All of them, each once, in the order of their places. */
  List<Finding> sorted() {
    return all.stream().distinct().sorted(Finding.ORDER).toList();
  }
}
