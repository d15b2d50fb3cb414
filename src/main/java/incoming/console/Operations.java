package incoming.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** All operations of the API, to be found by method and path. Immutable. */
final class Operations {
  /** What names and ids are made of: nothing in a path of the API needs to be percent-encoded. */
  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9._~-]{1,200}");

  private final List<Operation> all;

  Operations(List<Operation> all) {
    this.all = List.copyOf(all);
  }

  List<Operation> all() {
    return all;
  }

  /** An operation, with the values of the variables in its path. */
  record Match(Operation operation, Map<String, String> variables) {}

  /**
   * The operation for {@code path}, which begins with {@code /api}. What can be read answers {@code
   * HEAD}, too.
   */
  Match find(String method, String path) throws Refusal {
    String wanted = method.equals("HEAD") ? "GET" : method;
    List<String> segments = List.of(path.substring("/api".length()).split("/", -1));
    if (segments.size() < 2
        || !segments.stream().skip(1).allMatch(s -> SEGMENT.matcher(s).matches())) {
      throw Refusals.noPath();
    }
    List<String> below = segments.subList(1, segments.size());
    List<Match> matches = new ArrayList<>();
    for (Operation operation : all) {
      Optional<Map<String, String>> variables = operation.path().match(below);
      if (variables.isPresent()) {
        Match match = new Match(operation, variables.get());
        if (operation.method().equals(wanted)) {
          return match;
        }
        matches.add(match);
      }
    }
    if (matches.isEmpty()) {
      throw Refusals.noPath();
    }
    TreeSet<String> allowed = new TreeSet<>();
    matches.forEach(match -> allowed.add(match.operation().method()));
    if (allowed.contains("GET")) {
      allowed.add("HEAD");
    }
    throw Refusals.method(String.join(", ", allowed));
  }
}
