package incoming.sample;

import incoming.event.Event;
import incoming.http.Answer;
import incoming.http.EndpointTable;
import incoming.http.Problem;
import incoming.route.Reason;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.StartupSummaryLevel;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The endpoint of a draft on the door, while its window is open.
 *
 * <p>It takes a request up to its event, catches that, and does nothing else: the route is made of
 * the {@link Head} alone. It runs in a Camel context of its own, so that nothing of it can be left
 * behind, and nothing that runs is touched. An integration that is published at the same path takes
 * its place.
 */
final class DraftEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(DraftEndpoint.class);

  private final CamelContext camel;
  private final EndpointTable table;
  private final String group;
  private IntSupplier inWork = () -> 0;

  private DraftEndpoint(CamelContext camel, EndpointTable table, String group) {
    this.camel = camel;
    this.table = table;
    this.group = group;
  }

  /**
   * Serves {@code head}.
   *
   * @param door the component {@code platform-http} on the door of {@code table}, for this draft
   * @param admitting the steps of the head and the one that makes the event
   * @param taking catches an event; otherwise answers what its sender is told
   */
  static DraftEndpoint serve(
      String name,
      Head head,
      EndpointTable table,
      Component door,
      List<? extends Processor> admitting,
      Function<Event, Optional<Problem>> taking)
      throws Refusal {
    RouteDefinition route = new RouteDefinition();
    route.from(head.from());
    route.setId(name + "@draft");
    route.setGroup(name + " (draft)");
    admitting.forEach(route::process);
    route.process(exchange -> take(exchange, taking));
    DefaultCamelContext camel = new DefaultCamelContext(false);
    DraftEndpoint endpoint = new DraftEndpoint(camel, table, route.getGroup());
    try {
      camel.disableJMX();
      camel.setStartupSummaryLevel(StartupSummaryLevel.Off);
      camel.getCamelContextExtension().setErrorHandlerFactory(new NoErrorHandlerDefinition());
      camel.addComponent("platform-http", door);
      camel.addRouteDefinition(route);
      camel.start();
      table.publish(endpoint.group);
      // From now on whoever is published there may have the path.
      table.leaving(endpoint.group);
      return endpoint;
    } catch (Exception | LinkageError e) {
      camel.stop();
      LOG.debug("{}: the draft cannot be served", name, e);
      throw Refusal.broken(Reason.of(e));
    }
  }

  private static void take(Exchange exchange, Function<Event, Optional<Problem>> taking) {
    exchange.setProperty(Window.ASKED, true);
    taking.apply(Event.of(exchange)).ifPresent(refusal -> Answer.refuse(exchange, refusal));
  }

  /** From now on its path answers 404. */
  void withdraw() {
    inWork = table.withdraw(group);
  }

  /** Whether no request is with it any more. */
  boolean isIdle() {
    return inWork.getAsInt() == 0;
  }

  /** Stops it, requests or not. */
  void close() {
    camel.getShutdownStrategy().setTimeout(1);
    try {
      camel.stop();
    } catch (RuntimeException e) {
      LOG.error("{}: could not be stopped", group, e);
    }
  }
}
