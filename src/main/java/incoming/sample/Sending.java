package incoming.sample;

import incoming.event.Event;
import incoming.http.ProblemException;
import incoming.jinjava.TemplateException;
import incoming.route.Finding;
import incoming.route.Finding.Severity;
import incoming.route.Reason;
import incoming.sample.TryResult.Sent;
import incoming.target.AnswerHeaders;
import incoming.target.Call;
import incoming.target.OutgoingRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.util.ObjectHelper;

/** Writes the outgoing requests of one event, and sends them if it is asked to. Used once. */
final class Sending {
  /** Tells the target that nobody has ordered anything. */
  static final String TEST_HEADER = "Incoming-Test";

  private final Steps steps;
  private final List<ProcessorDefinition<?>> delivery;
  private final Event event;
  private final List<Finding> findings = new ArrayList<>();
  private final List<Sent> sent = new ArrayList<>();
  private List<OutgoingRequest> requests = List.of();

  Sending(Steps steps, List<ProcessorDefinition<?>> delivery, Event event) {
    this.steps = steps;
    this.delivery = delivery;
    this.event = event;
  }

  /** Writes the requests and sends none of them. */
  void write() throws Refusal {
    List<TemplateText> templates = templates();
    templates.forEach(template -> findings.addAll(template.missing(event)));
    Exchange exchange = steps.exchange(event);
    OutgoingRequest.preview(exchange);
    try {
      for (ProcessorDefinition<?> step : delivery) {
        steps.run(step, exchange);
      }
      requests = OutgoingRequest.of(exchange);
    } catch (Exception | StackOverflowError e) {
      fault(e, templates);
    }
  }

  private List<TemplateText> templates() throws Refusal {
    List<TemplateText> templates = new ArrayList<>();
    for (String file : steps.templates(delivery)) {
      try {
        templates.add(steps.template(file));
      } catch (IOException e) {
        throw Refusal.broken("the template '" + file + "' cannot be read");
      }
    }
    return templates;
  }

  private void fault(Throwable failure, List<TemplateText> templates) {
    TemplateException told = ObjectHelper.getException(TemplateException.class, failure);
    if (told == null) {
      findings.add(unplaced(failure, templates));
      return;
    }
    Finding error =
        templates.stream()
            .filter(template -> template.file().equals(told.file()))
            .findFirst()
            .map(template -> template.error(told))
            .orElseGet(
                () ->
                    new Finding(
                        Path.of(told.file()),
                        told.getLineNumber(),
                        1,
                        Severity.ERROR,
                        told.what()));
    // One that is missing is told once, as what it has come to.
    findings.removeIf(
        warning -> warning.line() == error.line() && warning.column() == error.column());
    findings.add(error);
  }

  /** A failure of no line: of a template that has rendered no JSON, or else of the route. */
  private Finding unplaced(Throwable failure, List<TemplateText> templates) {
    ProblemException problem = ObjectHelper.getException(ProblemException.class, failure);
    String message = problem == null ? Reason.of(failure) : problem.getMessage();
    for (TemplateText template : templates) {
      if (message.startsWith(template.file() + ": ")) {
        String what = message.substring(template.file().length() + 2);
        return new Finding(Path.of(template.file()), 1, 1, Severity.ERROR, what);
      }
    }
    return new Finding(Path.of(steps.routeFile()), 1, 1, Severity.ERROR, message);
  }

  /** Sends what can be written, once, marked as a test; the first call that fails is the last. */
  void send() throws Refusal {
    if (findings.stream().anyMatch(Finding::isError)) {
      return;
    }
    Exchange exchange = steps.exchange(event);
    exchange.getMessage().setHeader(TEST_HEADER, "true");
    try {
      for (ProcessorDefinition<?> step : delivery) {
        AnswerHeaders.keep(exchange);
        exchange.removeProperty(Call.PROPERTY);
        try {
          steps.run(step, exchange);
        } finally {
          note(exchange);
        }
      }
    } catch (Exception | StackOverflowError e) {
      if (sent.isEmpty()) {
        throw Refusal.broken(Reason.of(e));
      }
    }
  }

  private void note(Exchange exchange) {
    Call call = Call.of(exchange);
    if (call != null) {
      sent.add(new Sent(call, AnswerHeaders.of(exchange)));
    }
  }

  List<OutgoingRequest> requests() {
    return requests;
  }

  /** In the order of their places. */
  List<Finding> findings() {
    return findings.stream().sorted(Finding.ORDER).toList();
  }

  List<Sent> sent() {
    return List.copyOf(sent);
  }
}
