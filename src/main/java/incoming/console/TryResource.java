package incoming.console;

import incoming.integration.Entry;
import incoming.integration.Integrations;
import incoming.integration.RouteFile;
import incoming.sample.Candidate;
import incoming.sample.TryResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;

/** "Try it": what would happen to a request, with a draft or with what is published. */
final class TryResource {
  /** Each holds a thread for as long as a target takes to answer; other calls need some, too. */
  private static final int AT_A_TIME = 4;

  private final Semaphore places = new Semaphore(AT_A_TIME);
  private final Parts parts;
  private final Integrations integrations;

  TryResource(Parts parts) {
    this.parts = parts;
    this.integrations = parts.integrations();
  }

  List<Operation> operations() {
    String one = "/integrations/{name}/try";
    return List.of(
        Operation.post("tryIntegration", one, Role.EDIT, call -> attempt(call, false))
            .takingJson()
            .changingNothing(),
        Operation.post("trySending", one + "/send", Role.PUBLISH, call -> attempt(call, true))
            .takingJson());
  }

  /**
   * What is to be tried.
   *
   * @param version {@code draft} or {@code published}; the draft unless said, if there is one
   * @param request the sample that was kept, unless given
   */
  record Attempt(String version, GivenView request) {}

  private Reply attempt(ApiCall call, boolean send) throws Refusal {
    if (!places.tryAcquire()) {
      throw Refusals.busy();
    }
    try {
      return tried(call, send);
    } finally {
      places.release();
    }
  }

  private Reply tried(ApiCall call, boolean send) throws Refusal {
    Attempt attempt = call.json(Attempt.class);
    Entry entry = integrations.find(call.variable("name")).orElseThrow(Changes::gone);
    RouteFile file = file(entry, attempt.version());
    Candidate candidate = new Candidate(entry.name(), file.text(), file.templates(entry.name()));
    TryResult result = await(begin(attempt, entry, candidate, send));
    if (result instanceof TryResult.Refused refused) {
      throw Refusal.of(refused.problem());
    }
    return Reply.of(TryView.of((TryResult.Tried) result));
  }

  private static RouteFile file(Entry entry, String version) throws Refusal {
    if (version == null) {
      return entry.current().file();
    } else if (version.equals("draft")) {
      return entry
          .draft()
          .map(Entry.Stored::file)
          .orElseThrow(() -> Refusals.field("/version", "there is no draft"));
    } else if (version.equals("published")) {
      return entry
          .published()
          .map(Entry.Stored::file)
          .orElseThrow(() -> Refusals.field("/version", "nothing is published"));
    }
    throw Refusals.field("/version", "must be draft or published");
  }

  private CompletableFuture<TryResult> begin(
      Attempt attempt, Entry entry, Candidate candidate, boolean send) throws Refusal {
    if (attempt.request() != null) {
      return parts.tries().run(candidate, attempt.request().request("/request"), send);
    }
    return parts
        .tries()
        .run(
            candidate,
            parts
                .samples()
                .find(entry.name())
                .orElseThrow(
                    () -> Refusals.field("/request", "is missing, and there is no sample kept")),
            send);
  }

  /** Waits: a try ends by itself after its time. */
  private static TryResult await(CompletableFuture<TryResult> result) {
    try {
      return result.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a try failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while a try went on", e);
    }
  }
}
