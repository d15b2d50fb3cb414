package incoming.console;

import incoming.delivery.Deliveries;
import java.util.List;

/** The queue of one integration: what waits in it, and whether it is delivered. */
final class QueueResource {
  private static final int PER_SECOND = 10;
  private static final int MAX_PER_SECOND = 1_000;

  private final Parts parts;
  private final Deliveries deliveries;

  QueueResource(Parts parts) {
    this.parts = parts;
    this.deliveries = parts.deliveries();
  }

  List<Operation> operations() {
    String queue = "/integrations/{name}/queue";
    return List.of(
        Operation.get("readQueue", queue, Role.VIEW, this::read),
        Operation.post("pauseQueue", queue + "/pause", Role.PUBLISH, this::pause),
        Operation.post("resumeQueue", queue + "/resume", Role.PUBLISH, this::resume),
        Operation.post("replayDeadLetters", queue + "/replay", Role.PUBLISH, this::replay)
            .takingJson());
  }

  /** What waits now. */
  record Queue(String integration, long waiting, long deadLetters, boolean paused) {}

  /** How many a second; 10 unless said. */
  record Rate(Integer perSecond) {}

  /** How many dead letters are being replayed. */
  record Replayed(long count) {}

  private Reply read(ApiCall call) throws Refusal {
    String name = known(call);
    return Reply.of(
        Broker.reach(
            () ->
                new Queue(
                    name,
                    deliveries.waiting(name),
                    deliveries.dead(name),
                    deliveries.isPaused(name))));
  }

  private Reply pause(ApiCall call) throws Refusal {
    String name = known(call);
    return Broker.reach(
        () -> {
          deliveries.pause(name);
          return Reply.done();
        });
  }

  private Reply resume(ApiCall call) throws Refusal {
    String name = known(call);
    return Broker.reach(
        () -> {
          deliveries.resume(name);
          return Reply.done();
        });
  }

  private Reply replay(ApiCall call) throws Refusal {
    String name = known(call);
    Integer asked = call.json(Rate.class).perSecond();
    int rate = asked == null ? PER_SECOND : asked;
    if (rate < 1 || rate > MAX_PER_SECOND) {
      throw Refusals.field("/perSecond", "must be from 1 to " + MAX_PER_SECOND);
    }
    return Broker.reach(() -> Reply.of(202, new Replayed(deliveries.replayAll(name, rate))));
  }

  /** A name for which a queue may be made: asking the broker for any other would make one. */
  private String known(ApiCall call) throws Refusal {
    String name = call.variable("name");
    boolean published =
        parts.states().get().stream().anyMatch(state -> state.integration().equals(name));
    boolean left =
        parts.meters().find("incoming.queue.events").tag("integration", name).gauge() != null;
    if (!published && !left) {
      throw Refusals.missing("There is no published integration of this name.");
    }
    return name;
  }
}
