package incoming.console;

import incoming.http.Problem;
import incoming.integration.Authentication;
import incoming.integration.Entry;
import incoming.integration.Integrations;
import incoming.sample.Sample;
import incoming.sample.Samples;
import incoming.sample.WindowEvent;
import incoming.sample.WindowState;
import incoming.sample.Windows;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Samples, and the windows that catch them. */
final class SampleResource {
  private final Parts parts;
  private final Integrations integrations;
  private final Windows windows;

  SampleResource(Parts parts) {
    this.parts = parts;
    this.integrations = parts.integrations();
    this.windows = parts.windows();
  }

  List<Operation> operations() {
    String one = "/integrations/{name}";
    return List.of(
        Operation.get("readSample", one + "/sample", Role.VIEW, this::read),
        Operation.put("writeSample", one + "/sample", Role.EDIT, this::write).takingJson(),
        Operation.post("openWindow", one + "/window", Role.EDIT, this::open),
        Operation.get("readWindow", one + "/window", Role.VIEW, this::window),
        Operation.get("watchWindow", one + "/window/events", Role.VIEW, this::watch)
            .giving("text/event-stream"));
  }

  /** A window; {@code sample} once it has caught one. */
  record Window(String until, SampleView sample) {}

  /** Why a request was not caught. */
  record Reason(String type, String title, int status, String detail) {}

  private Entry entry(ApiCall call) throws Refusal {
    return integrations.find(call.variable("name")).orElseThrow(Changes::gone);
  }

  private Reply read(ApiCall call) throws Refusal {
    Entry entry = entry(call);
    return parts
        .samples()
        .find(entry.name())
        .map(sample -> Reply.of(SampleView.of(sample, scheme(entry))))
        .orElseThrow(() -> Refusals.missing("There is no sample yet."));
  }

  private Reply write(ApiCall call) throws Refusal {
    Entry entry = entry(call);
    Samples.Reading reading =
        parts.reading().read(endpoint(entry), call.json(GivenView.class).request(""));
    if (reading instanceof Samples.Reading.Refused refused) {
      throw Refusal.of(refused.problem());
    }
    Sample sample = ((Samples.Reading.Read) reading).sample();
    parts.samples().keep(entry.name(), sample);
    return Reply.of(SampleView.of(sample, scheme(entry)));
  }

  private static Optional<String> scheme(Entry entry) {
    return entry
        .current()
        .integration()
        .filter(one -> one.authentication() instanceof Authentication.Signature)
        .map(one -> ((Authentication.Signature) one.authentication()).scheme());
  }

  private static String endpoint(Entry entry) throws Refusal {
    return entry.current().file().endpointIds().stream()
        .findFirst()
        .orElseThrow(
            () ->
                Refusals.conflict(
                    "endpoint-unknown", "No endpoint", "The route file names no endpoint."));
  }

  private Reply open(ApiCall call) throws Refusal {
    String endpoint = endpoint(entry(call));
    Consumer<WindowEvent> nobody = event -> {};
    Windows.Opening opening = windows.open(endpoint, nobody);
    windows.leave(endpoint, nobody);
    if (opening instanceof Windows.Opening.Refused refused) {
      throw Refusal.of(refused.problem());
    }
    return Reply.of(new Window(((Windows.Opening.Open) opening).until().toString(), null));
  }

  private Reply window(ApiCall call) throws Refusal {
    Entry entry = entry(call);
    WindowState state = state(endpoint(entry));
    return Reply.of(
        new Window(
            state.until().toString(),
            state.caught().map(sample -> SampleView.of(sample, scheme(entry))).orElse(null)));
  }

  private WindowState state(String endpoint) throws Refusal {
    return windows
        .find(endpoint)
        .orElseThrow(() -> Refusals.missing("There is no window open; open one first."));
  }

  private Reply watch(ApiCall call) throws Refusal {
    Entry entry = entry(call);
    String endpoint = endpoint(entry);
    state(endpoint); // or it is refused before the stream begins
    Optional<String> scheme = scheme(entry);
    return Reply.of(stream -> watch(endpoint, scheme, stream));
  }

  private Runnable watch(String endpoint, Optional<String> scheme, EventStream stream) {
    Consumer<WindowEvent> listener = event -> tell(event, scheme, stream);
    if (windows.join(endpoint, listener) instanceof Windows.Opening.Refused refused) {
      stream.send("refused", reason(refused.problem()));
      stream.end();
      return () -> {};
    }
    return () -> windows.leave(endpoint, listener);
  }

  private static void tell(WindowEvent event, Optional<String> scheme, EventStream stream) {
    if (event instanceof WindowEvent.Opened opened) {
      stream.send("opened", new Window(opened.until().toString(), null));
    } else if (event instanceof WindowEvent.Refused refused) {
      stream.send("refused", reason(refused.problem()));
    } else if (event instanceof WindowEvent.Caught caught) {
      stream.send("caught", SampleView.of(caught.sample(), scheme));
      stream.end();
    } else {
      stream.send("over", Map.of());
      stream.end();
    }
  }

  private static Reason reason(Problem problem) {
    return new Reason(problem.type(), problem.title(), problem.status(), problem.detail());
  }
}
