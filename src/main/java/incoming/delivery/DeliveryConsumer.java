package incoming.delivery;

import incoming.event.Event;
import incoming.event.EventFormat;
import incoming.http.Occupancy;
import incoming.http.ProblemException;
import incoming.target.Call;
import incoming.target.CallFailure;
import incoming.target.CallFailure.Origin;
import incoming.target.OutgoingRequest;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the delivery route of one version of an integration, once for each attempt. */
final class DeliveryConsumer extends DefaultConsumer {
  private static final Logger LOG = LoggerFactory.getLogger(DeliveryConsumer.class);

  private final String integration;
  private final DeliveryOptions options;
  private final DispatchTable table;
  private final Occupancy attempts = new Occupancy();

  DeliveryConsumer(
      Endpoint endpoint,
      Processor processor,
      String integration,
      DeliveryOptions options,
      DispatchTable table) {
    super(endpoint, processor);
    this.integration = integration;
    this.options = options;
    this.table = table;
  }

  /**
   * An attempt that was made.
   *
   * @param call the last call of it; {@code null} when none was made
   * @param startedAt epoch milliseconds
   */
  record Attempted(Outcome outcome, Call call, long startedAt) {}

  String integration() {
    return integration;
  }

  DeliveryOptions options() {
    return options;
  }

  /** Its attempts that have begun and not ended. */
  Occupancy attempts() {
    return attempts;
  }

  /** Makes one attempt on the calling thread. */
  Attempted attempt(byte[] event) {
    long now = System.currentTimeMillis();
    Exchange exchange = createExchange(false);
    try {
      run(exchange, event);
      return new Attempted(outcome(exchange), Call.of(exchange), now);
    } catch (IllegalArgumentException e) {
      return new Attempted(new Outcome.Dead(e.getMessage(), false), null, now);
    } catch (Exception | Error e) {
      LOG.error("{}: an attempt to deliver failed", integration, e);
      return new Attempted(outcome(e), Call.of(exchange), now);
    } finally {
      releaseExchange(exchange, false);
    }
  }

  /**
   * What the route would send for the event that was kept as {@code bytes}.
   *
   * @throws IllegalStateException in words for an operator
   */
  List<OutgoingRequest> preview(byte[] bytes) {
    Exchange exchange = createExchange(false);
    try {
      OutgoingRequest.preview(exchange);
      run(exchange, bytes);
      if (exchange.getException() != null) {
        throw new IllegalStateException(outcome(exchange).reason(), exchange.getException());
      }
      return OutgoingRequest.of(exchange);
    } catch (IllegalStateException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e.getMessage(), e);
    } finally {
      releaseExchange(exchange, false);
    }
  }

  /** Runs the route of {@code exchange} with the event that was kept as {@code bytes}. */
  void run(Exchange exchange, byte[] bytes) throws Exception {
    Event event = EventFormat.read(bytes);
    exchange.setPattern(ExchangePattern.InOnly);
    exchange.setProperty(Event.PROPERTY, event);
    exchange.getIn().setBody(event.asMap());
    createUoW(exchange);
    try {
      getProcessor().process(exchange);
    } catch (Exception e) {
      exchange.setException(e);
    } finally {
      doneUoW(exchange);
    }
  }

  private Outcome outcome(Exchange exchange) {
    Throwable failure = exchange.getException();
    if (failure == null && ExchangeHelper.isFailureHandled(exchange)) {
      // Handled or not, the event was not delivered.
      failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    }
    return failure == null ? new Outcome.Delivered() : outcome(failure);
  }

  private Outcome outcome(Throwable failure) {
    CallFailure call = ObjectHelper.getException(CallFailure.class, failure);
    if (call != null) {
      String reason = call.problem().detail();
      return call.isRetryable()
          ? new Outcome.Again(reason, call.origin() != Origin.HERE, call.retryAfter())
          : new Outcome.Dead(reason, call.origin() == Origin.TARGET);
    }
    ProblemException problem = ObjectHelper.getException(ProblemException.class, failure);
    if (problem != null) {
      return new Outcome.Dead(problem.getMessage(), false);
    }
    // A route that is stopped rejects the steps that were still to come, and a process without
    // memory fails anywhere: no fault of the event. A stack that overflows is.
    boolean passing =
        isStoppingOrStopped()
            || ObjectHelper.getException(OutOfMemoryError.class, failure) != null
            || ObjectHelper.getException(LinkageError.class, failure) != null
            || ObjectHelper.getException(RejectedExecutionException.class, failure) != null
            || ObjectHelper.getException(IOException.class, failure) != null
            || ObjectHelper.getException(TimeoutException.class, failure) != null;
    return passing
        ? new Outcome.Again(failure.toString(), false, Optional.empty())
        : new Outcome.Dead(failure.toString(), false);
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
