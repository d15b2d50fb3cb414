package incoming.console;

import incoming.auth.ListedKey;
import incoming.route.IntegrationState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What is wrong in the route files as they are now. */
final class ProblemResource {
  private final Parts parts;
  private final Inspection inspection;

  ProblemResource(Parts parts) {
    this.parts = parts;
    this.inspection = new Inspection(parts.routes(), parts.lint(), parts.clock());
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
    List<IntegrationState> states = parts.states().get();
    List<Refused> refused = new ArrayList<>();
    for (IntegrationState state : states) {
      state
          .problem()
          .ifPresent(reason -> refused.add(new Refused(state.integration(), state.file(), reason)));
    }
    List<String> files = states.stream().map(IntegrationState::file).toList();
    List<String> keys = parts.keys().list().stream().map(ListedKey::name).toList();
    return new Problems(refused, FindingView.all(inspection.findings(files, keys)));
  }
}
