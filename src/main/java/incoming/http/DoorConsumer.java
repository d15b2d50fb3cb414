package incoming.http;

import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.support.DefaultConsumer;

/**
 * Begins a route with a {@link Request}.
 *
 * <p>The exchange starts with the body as bytes and without a single header. The unit of work is
 * done before the answer is handed back, so that what a route confirms or releases on completion is
 * settled when the sender hears of it.
 */
final class DoorConsumer extends DefaultConsumer implements PlatformHttpConsumer, Suspendable {
  private final EndpointTable table;
  private final Set<String> methods;
  private final MediaTypes mediaTypes;
  private final int maxBody;
  private final FormerPath former;
  private final Lane lane;
  private final Occupancy requests = new Occupancy();
  private Tally tally;

  DoorConsumer(
      PlatformHttpEndpoint endpoint,
      Processor processor,
      EndpointTable table,
      int maxBody,
      Optional<FormerPath> former,
      int share) {
    super(endpoint, processor);
    this.table = table;
    this.maxBody = maxBody;
    this.former = former.orElse(null);
    this.lane = new Lane(share);
    this.mediaTypes = new MediaTypes(endpoint.getConsumes());
    this.methods = Methods.of(endpoint.getHttpMethodRestrict());
  }

  @Override
  public PlatformHttpEndpoint getEndpoint() {
    return (PlatformHttpEndpoint) super.getEndpoint();
  }

  String path() {
    return getEndpoint().getPath();
  }

  /** All paths under which it is served: its own, and the one before it. */
  Set<String> paths() {
    return former == null ? Set.of(path()) : Set.of(path(), former.path());
  }

  /**
   * Whether {@code path}, one of its paths, is served no longer at {@code now}, in epoch millis.
   */
  boolean isOver(String path, long now) {
    return former != null && now >= former.until() && path.equals(former.path());
  }

  /**
   * The integration that its route belongs to; a route that belongs to none stands for itself, and
   * a consumer without a route for what it is called.
   */
  String integration() {
    return isAlone() ? getRouteId() : getRoute().getGroup();
  }

  /** Whether it belongs to no integration. */
  boolean isAlone() {
    return getRoute() == null || getRoute().getGroup() == null;
  }

  /** Counts its requests in {@code of}; said before it is served. */
  void countIn(Tally of) {
    tally = of;
  }

  /** Where its requests are counted. */
  Tally tally() {
    return tally;
  }

  /** Its requests, between their look-up and the end of their answer. */
  Occupancy requests() {
    return requests;
  }

  Set<String> methods() {
    return methods;
  }

  MediaTypes mediaTypes() {
    return mediaTypes;
  }

  /** Its share of the workers. */
  Lane lane() {
    return lane;
  }

  /** Bytes that a body may have. */
  int maxBody() {
    return maxBody;
  }

  /**
   * Runs the route on the calling thread; {@code done} gets the answer, on whatever thread ends it.
   */
  void serve(Request request, Consumer<Answer> done) {
    if (isSuspendingOrSuspended() || isStoppingOrStopped()) {
      done.accept(Problems.UNAVAILABLE.answer());
      return;
    }
    Exchange exchange = createExchange(false);
    exchange.setPattern(ExchangePattern.InOut);
    exchange.setProperty(Request.PROPERTY, request);
    exchange.getIn().setBody(request.body());
    try {
      createUoW(exchange);
    } catch (Exception e) {
      done.accept(Answers.failure(exchange, e));
      return;
    }
    getAsyncProcessor().process(exchange, doneSync -> done.accept(finish(exchange, request)));
  }

  /**
   * Whatever happens here, there is an answer: a request that gets none holds its place for ever.
   */
  private Answer finish(Exchange exchange, Request request) {
    try {
      doneUoW(exchange);
      Answer answer = Answers.of(exchange, request);
      table.lookout().answered(request, exchange);
      return answer;
    } catch (RuntimeException e) {
      return Answers.failure(exchange, e);
    } finally {
      releaseExchange(exchange, false);
    }
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    table.enter(this);
  }

  @Override
  protected void doStop() throws Exception {
    table.leave(this);
    super.doStop();
  }
}
