package incoming.console;

import incoming.delivery.Deliveries;
import incoming.history.Criteria;
import incoming.history.Delivery;
import incoming.history.Page;
import incoming.history.State;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Events on their way to their targets: what became of each, and what can be done about it. */
final class DeliveryResource {
  private final Deliveries deliveries;

  DeliveryResource(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  List<Operation> operations() {
    String one = "/deliveries/{eventId}";
    return List.of(
        Operation.get("listDeliveries", "/deliveries", Role.VIEW, this::list)
            .query("state", "integration", "from", "to", "cursor", "limit"),
        Operation.get(
            "readDelivery", one, Role.VIEW, call -> Reply.of(DeliveryView.of(find(call)))),
        Operation.get("previewDelivery", one + "/preview", Role.VIEW, this::preview),
        Operation.post("replayDelivery", one + "/replay", Role.PUBLISH, this::replay),
        Operation.post("discardDelivery", one + "/discard", Role.PUBLISH, this::discard));
  }

  private Reply list(ApiCall call) throws Refusal {
    Optional<State> state = Optional.empty();
    if (call.query("state").isPresent()) {
      state = Optional.of(state(call.query("state").get()));
    }
    long from = time(call, "from", 0);
    long to = time(call, "to", Long.MAX_VALUE);
    try {
      Page page =
          deliveries.page(
              new Criteria(
                  state, call.query("integration"), from, to, call.query("cursor"), call.limit()));
      return Reply.of(DeliveryView.Listed.of(page));
    } catch (IllegalArgumentException e) {
      throw Refusals.query(e.getMessage());
    }
  }

  private static State state(String name) throws Refusal {
    return Stream.of(State.values())
        .filter(state -> DeliveryView.name(state).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Refusals.query(
                    "state must be one of pending, retrying, delivered, dead, discarded"));
  }

  private static long time(ApiCall call, String name, long otherwise) throws Refusal {
    try {
      return call.query(name).map(text -> Instant.parse(text).toEpochMilli()).orElse(otherwise);
    } catch (DateTimeException | ArithmeticException e) {
      throw Refusals.query(name + " must be a time such as 2026-11-22T07:30:00Z");
    }
  }

  private Delivery find(ApiCall call) throws Refusal {
    return deliveries
        .find(call.variable("eventId"))
        .orElseThrow(() -> Refusals.missing("There is no event of this id, or its time is over."));
  }

  private Reply preview(ApiCall call) throws Refusal {
    Delivery delivery = find(call);
    try {
      return Reply.of(
          new DeliveryView.Preview(
              deliveries.preview(delivery.eventId()).stream()
                  .map(DeliveryView.Request::of)
                  .toList()));
    } catch (IllegalStateException e) {
      throw Refusals.conflict("preview-impossible", "Nothing can be shown", e.getMessage());
    }
  }

  private Reply replay(ApiCall call) throws Refusal {
    String eventId = find(call).eventId();
    return changed(Broker.reach(() -> deliveries.replay(eventId)));
  }

  private Reply discard(ApiCall call) throws Refusal {
    String eventId = find(call).eventId();
    return changed(Broker.reach(() -> deliveries.discard(eventId)));
  }

  private static Reply changed(boolean changed) throws Refusal {
    if (!changed) {
      throw Refusals.conflict(
          "delivery-in-work",
          "Not now",
          "The event is in work at the moment, or in a state in which this means nothing.");
    }
    return Reply.done();
  }
}
