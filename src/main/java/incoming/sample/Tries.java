package incoming.sample;

import incoming.event.Event;
import incoming.http.Problem;
import incoming.http.ProblemException;
import incoming.http.Request;
import incoming.route.Finding;
import incoming.sample.TryResult.FilterVerdict;
import incoming.sample.TryResult.HashVerdict;
import incoming.sample.TryResult.Outcome;
import incoming.sample.TryResult.Refused;
import incoming.sample.TryResult.Sent;
import incoming.sample.TryResult.Tried;
import incoming.target.Call;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * "Try it": what would happen to a request with a route file, be it a draft or published.
 *
 * <p>Runs no route and changes nothing: no store, no queue, no consumer at the door, no count of a
 * rate limit. Only when it is asked to, it makes the outgoing calls once, each with {@code
 * Incoming-Test: true} and an idempotency key of its own. Four tries at a time, of 10 s at most, or
 * 90 s where calls are made; what takes longer is told to have, and its thread is busy until it
 * ends. Thread-safe; never blocks.
 */
public final class Tries implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Tries.class);
  private static final int MOST = 4;
  private static final int SECONDS = 10;
  private static final int SENDING_SECONDS = 90;
  private static final Problem BUSY =
      Problem.of(503, "too-many-tries", "Too many tries", "Four are in work; try again.")
          .retryAfter(5);
  private static final Problem LATE =
      Problem.of(
          504, "try-too-slow", "The try took too long", "A filter or a target took too long.");
  private static final Problem FAILED =
      Problem.of(500, "try-failed", "The try failed", "The log says why.");

  private final CamelContext camel;
  private final Path routes;
  private final Samples samples;
  private final InstantSource clock;
  private final ExecutorService threads =
      new ThreadPoolExecutor(
          0, MOST, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), Tries::daemon);

  /**
   * Tries with the components and languages of {@code camel}, to which nothing is added.
   *
   * @param routes folder with templates that a candidate does not bring along
   */
  public Tries(CamelContext camel, Path routes, Samples samples, InstantSource clock) {
    this.camel = camel;
    this.routes = routes.toAbsolutePath().normalize();
    this.samples = samples;
    this.clock = clock;
  }

  /** Tries {@code request}, with all that authentication looks at. */
  public CompletableFuture<TryResult> run(Candidate candidate, GivenRequest request, boolean send) {
    return begin(candidate, request, Optional.empty(), send);
  }

  /** Tries {@code sample}, which has no credentials: authentication is not asked. */
  public CompletableFuture<TryResult> run(Candidate candidate, Sample sample, boolean send) {
    Optional<String> unchecked = Optional.of("a sample keeps no credentials and no signature");
    return begin(candidate, GivenRequest.of(sample.event()), unchecked, send);
  }

  private CompletableFuture<TryResult> begin(
      Candidate candidate, GivenRequest request, Optional<String> unchecked, boolean send) {
    try {
      return CompletableFuture.supplyAsync(
              () -> attempt(candidate, request, unchecked, send), threads)
          .completeOnTimeout(new Refused(LATE), send ? SENDING_SECONDS : SECONDS, TimeUnit.SECONDS);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(new Refused(BUSY));
    }
  }

  private TryResult attempt(
      Candidate candidate, GivenRequest request, Optional<String> unchecked, boolean send) {
    Masks masks = new Masks(camel, candidate.route());
    try {
      return attempt(candidate, request, unchecked, send, masks);
    } catch (Refusal e) {
      Problem problem = e.problem();
      return new Refused(
          Problem.of(
              problem.status(),
              problem.type().substring(problem.type().lastIndexOf('/') + 1),
              problem.title(),
              masks.masked(problem.detail())));
    } catch (ProblemException e) {
      return new Refused(e.problem());
    } catch (RuntimeException | Error e) {
      LOG.error("{}: a try failed", candidate.name(), e);
      return new Refused(FAILED);
    }
  }

  private Tried attempt(
      Candidate candidate,
      GivenRequest given,
      Optional<String> unchecked,
      boolean send,
      Masks masks)
      throws Refusal {
    Plan plan = Plan.of(camel, RouteText.read(camel, candidate));
    Steps steps = new Steps(camel, candidate, routes);
    Request request = given.at(plan.head().path(), clock.instant());
    Admission admission = new Admission(steps, samples, request);
    admission.ask(plan.head(), unchecked);
    Exchange exchange = samples.exchange(admission.request());
    Optional<Problem> unread = samples.flatten(exchange);
    if (unread.isPresent()) {
      Problem refusal = admission.refusal().or(() -> unread).orElseThrow();
      return new Tried(
          Outcome.REFUSED,
          refusal.status(),
          Optional.of(refusal),
          admission.verdicts(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          List.of(),
          List.of(),
          List.of());
    }
    Event event = Event.of(exchange);
    Verdicts verdicts = new Verdicts(camel, exchange);
    List<FilterVerdict> filters = plan.filters().stream().map(verdicts::filter).toList();
    Optional<HashVerdict> hash =
        plan.hash().isPresent() ? Optional.of(verdicts.hash(plan.hash().get())) : Optional.empty();
    Sending sending = new Sending(steps, plan.delivery(), event);
    sending.write();
    if (send) {
      sending.send();
    }
    boolean failed =
        filters.stream().anyMatch(filter -> filter.fault().isPresent())
            || (!plan.queued() && sending.findings().stream().anyMatch(Finding::isError));
    Outcome outcome = outcome(admission, filters, hash, failed);
    return new Tried(
        outcome,
        status(outcome, admission),
        admission.refusal(),
        admission.verdicts(),
        Optional.of(new Sample(event)),
        filters.stream().map(filter -> masked(filter, masks)).toList(),
        hash,
        sending.requests().stream().map(masks::masked).toList(),
        masked(sending.findings(), masks),
        sending.sent().stream().map(sent -> masked(sent, masks)).toList());
  }

  private static Outcome outcome(
      Admission admission,
      List<FilterVerdict> filters,
      Optional<HashVerdict> hash,
      boolean failed) {
    if (admission.refusal().isPresent()) {
      return Outcome.REFUSED;
    } else if (admission.isAnswered()) {
      return Outcome.ANSWERED;
    }
    for (FilterVerdict filter : filters) {
      if (!filter.passed()) {
        return filter.fault().isPresent() ? Outcome.FAILED : Outcome.FILTERED;
      }
    }
    if (hash.map(HashVerdict::duplicate).orElse(false)) {
      return Outcome.DUPLICATE;
    }
    return failed ? Outcome.FAILED : Outcome.ACCEPTED;
  }

  private static int status(Outcome outcome, Admission admission) {
    return switch (outcome) {
      case REFUSED -> admission.refusal().orElseThrow().status();
      case DUPLICATE -> 204;
      case FAILED -> 500;
      case ANSWERED, FILTERED, ACCEPTED -> 200;
    };
  }

  private static FilterVerdict masked(FilterVerdict filter, Masks masks) {
    return new FilterVerdict(
        filter.expression(), filter.passed(), filter.failed(), filter.fault().map(masks::masked));
  }

  private static List<Finding> masked(List<Finding> findings, Masks masks) {
    List<Finding> masked = new ArrayList<>();
    for (Finding finding : findings) {
      masked.add(
          new Finding(
              finding.file(),
              finding.line(),
              finding.column(),
              finding.severity(),
              masks.masked(finding.message())));
    }
    return masked;
  }

  private static Sent masked(Sent sent, Masks masks) {
    Call call = sent.call();
    return new Sent(
        new Call(
            call.method(),
            masks.masked(call.address()),
            call.startedAt(),
            call.millis(),
            call.status(),
            call.failure() == null ? null : masks.masked(call.failure()),
            masks.masked(call.answer())),
        masks.masked(sent.headers()));
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "incoming-try");
    thread.setDaemon(true);
    return thread;
  }
}
