package incoming.console;

import incoming.http.Problem;
import incoming.integration.Entry;
import incoming.integration.Outcome;
import incoming.route.IntegrationState;
import java.util.List;
import java.util.Optional;

/** Tells what became of a change of an integration. */
final class Changes {
  private final Parts parts;
  private final String publicUrl;

  /** {@code publicUrl} is what the addresses of endpoints begin with. */
  Changes(Parts parts, String publicUrl) {
    this.parts = parts;
    this.publicUrl = publicUrl;
  }

  /** The answer to a change; {@code status} when it was made and something is left. */
  Reply reply(Outcome outcome, int status) throws Refusal {
    if (outcome instanceof Outcome.Changed changed) {
      return show(changed.entry(), status, FindingView.all(changed.warnings()));
    } else if (outcome instanceof Outcome.Deleted) {
      return Reply.done();
    }
    throw refusal(outcome);
  }

  Reply show(Entry entry, int status, List<FindingView> warnings) {
    return tagged(
        Reply.of(status, IntegrationView.of(entry, publicUrl, state(entry.name()), warnings)),
        entry);
  }

  static Reply tagged(Reply reply, Entry entry) {
    return reply.tagged(entry.etag());
  }

  Optional<IntegrationState> state(String name) {
    return parts.states().get().stream()
        .filter(state -> state.integration().equals(name))
        .findFirst();
  }

  private static Refusal refusal(Outcome outcome) {
    if (outcome instanceof Outcome.Gone) {
      return gone();
    } else if (outcome instanceof Outcome.Conflict conflict) {
      return Refusal.of(
          Problem.of(
              412, "changed-since", "Changed since it was read", sentence(conflict.detail())));
    } else if (outcome instanceof Outcome.Refused refused) {
      return Refusals.conflict(refused.name(), "Not as things are", sentence(refused.detail()));
    } else if (outcome instanceof Outcome.ReadOnly readOnly) {
      return Refusal.of(
          Problem.of(
              409,
              "routes-read-only",
              "The route files are read-only",
              "The folder of the route files cannot be written to. Commit what is in 'files' where"
                  + " the folder comes from; 'download' of the integration has it as an archive."),
          "files",
          readOnly.files());
    } else if (outcome instanceof Outcome.Faulty faulty) {
      return Refusals.fields(
          faulty.faults().stream().map(f -> new Fault(f.pointer(), f.message())).toList());
    }
    return Refusal.of(
        Problem.of(
            422,
            "route-file-refused",
            "The route file would be refused",
            "The findings in 'findings' say why; nothing was changed."),
        "findings",
        FindingView.all(((Outcome.Findings) outcome).findings()));
  }

  static Refusal gone() {
    return Refusals.missing("There is no such integration, or version of it.");
  }

  private static String sentence(String detail) {
    return Character.toUpperCase(detail.charAt(0)) + detail.substring(1) + ".";
  }
}
