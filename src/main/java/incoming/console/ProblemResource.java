package incoming.console;

import incoming.route.Finding;
import incoming.route.IntegrationState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What is wrong in the route files as they are now. */
final class ProblemResource {
  private final Parts parts;

  ProblemResource(Parts parts) {
    this.parts = parts;
  }

  List<Operation> operations() {
    return List.of(
        Operation.get("listProblems", "/problems", Role.VIEW, call -> Reply.of(problems())));
  }

  /** What files were refused as they are, and all that is found in files. */
  record Problems(List<Refused> refused, List<FindingView> findings) {}

  /** A file that does not run as it is now; an earlier version of it may. */
  record Refused(String integration, String file, String reason) {}

  private Problems problems() throws IOException {
    List<Refused> refused = new ArrayList<>();
    List<Finding> findings = new ArrayList<>();
    for (IntegrationState state : parts.states().get()) {
      state
          .problem()
          .ifPresent(reason -> refused.add(new Refused(state.integration(), state.file(), reason)));
      findings.addAll(check(state.file()));
    }
    return new Problems(refused, FindingView.all(findings));
  }

  private List<Finding> check(String name) throws IOException {
    Path file = parts.routes().resolve(name);
    try {
      return parts.lint().apply(name, Map.of(name, Files.readAllBytes(file)));
    } catch (NoSuchFileException e) {
      return List.of(); // deleted a moment ago
    }
  }
}
