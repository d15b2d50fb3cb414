package incoming.sample;

import incoming.http.EndpointTable;
import incoming.route.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Producer;

/** The drafts that are served on this node while their windows are open. Used by one thread. */
final class DraftEndpoints {
  private final CamelContext camel;
  private final EndpointTable table;
  private final Supplier<Component> doors;
  private final Map<Window, DraftEndpoint> served = new HashMap<>();
  private final List<DraftEndpoint> leaving = new ArrayList<>();

  /**
   * Drafts on the door of {@code table}.
   *
   * @param camel resolves placeholders and has the component {@code incoming}
   * @param doors gives a new component {@code platform-http} on the same door
   */
  DraftEndpoints(CamelContext camel, EndpointTable table, Supplier<Component> doors) {
    this.camel = camel;
    this.table = table;
    this.doors = doors;
  }

  /** Serves {@code draft}, which {@code window} is at. */
  void serve(Window window, Front draft) throws Refusal {
    Head head = draft.resolved(camel);
    String path = window.notice().path();
    if (!head.path().equals(path)) {
      throw Refusal.customised("the draft is served at " + head.path() + ", not at " + path);
    }
    List<Producer> admitting = new ArrayList<>();
    for (String step : head.steps()) {
      admitting.add(producer(step));
    }
    admitting.add(producer(Head.FLATTEN));
    served.put(
        window,
        DraftEndpoint.serve(draft.name(), head, table, doors.get(), admitting, window::take));
  }

  /** A step of ours, which holds nothing that would have to be given back. */
  private Producer producer(String uri) throws Refusal {
    try {
      Producer producer = camel.getComponent("incoming").createEndpoint(uri).createProducer();
      producer.start();
      return producer;
    } catch (Exception e) {
      throw Refusal.broken(Reason.of(e));
    }
  }

  /** Serves the draft of {@code window} no more, if it has one. */
  void withdraw(Window window) {
    DraftEndpoint draft = served.remove(window);
    if (draft != null) {
      draft.withdraw();
      leaving.add(draft);
    }
  }

  /** Stops what is withdrawn and has no request any more. */
  void sweep() {
    List<DraftEndpoint> idle = leaving.stream().filter(DraftEndpoint::isIdle).toList();
    leaving.removeAll(idle);
    idle.forEach(DraftEndpoint::close);
  }

  /** Stops what is withdrawn, requests or not. */
  void close() {
    leaving.forEach(DraftEndpoint::close);
    leaving.clear();
  }
}
