package incoming.http;

import java.util.Set;
import java.util.TreeSet;
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

  DoorConsumer(
      PlatformHttpEndpoint endpoint, Processor processor, EndpointTable table, int maxBody) {
    super(endpoint, processor);
    this.table = table;
    this.maxBody = maxBody;
    this.mediaTypes = new MediaTypes(endpoint.getConsumes());
    String restrict = endpoint.getHttpMethodRestrict();
    this.methods = new TreeSet<>(Set.of((restrict == null ? "POST" : restrict).split("\\s*,\\s*")));
  }

  @Override
  public PlatformHttpEndpoint getEndpoint() {
    return (PlatformHttpEndpoint) super.getEndpoint();
  }

  String path() {
    return getEndpoint().getPath();
  }

  Set<String> methods() {
    return methods;
  }

  MediaTypes mediaTypes() {
    return mediaTypes;
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
      exchange.setException(e);
      done.accept(Answers.of(exchange, request));
      return;
    }
    getAsyncProcessor()
        .process(
            exchange,
            doneSync -> {
              doneUoW(exchange);
              Answer answer = Answers.of(exchange, request);
              releaseExchange(exchange, false);
              done.accept(answer);
            });
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    table.add(this);
  }

  @Override
  protected void doStop() throws Exception {
    table.remove(this);
    super.doStop();
  }
}
