package incoming.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.IdempotentConsumerDefinition;
import org.apache.camel.model.LogDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetHeaderDefinition;
import org.apache.camel.model.ToDefinition;
import org.apache.camel.model.language.ExpressionDefinition;

/**
 * What an integration does, as far as it is made of steps whose effect is known: only those can be
 * tried without doing what they do.
 *
 * @param filters from the outermost to the innermost
 * @param hash the expression of the deduplication hash
 * @param delivery the steps of the outgoing calls
 * @param queued whether the event is put into the queue before
 */
record Plan(
    Head head,
    List<ExpressionDefinition> filters,
    Optional<ExpressionDefinition> hash,
    List<ProcessorDefinition<?>> delivery,
    boolean queued) {
  private static final Pattern KNOWN = Pattern.compile("(jinjava|https?):");
  private static final Set<String> CONDITIONS = Set.of("constant", "jsonpath");
  private static final Set<String> VALUES = Set.of("constant", "event", "jsonpath");

  static Plan of(CamelContext camel, RouteText text) throws Refusal {
    RouteDefinition front = text.front();
    Head head = Head.of(camel, front);
    List<ExpressionDefinition> filters = new ArrayList<>();
    Optional<ExpressionDefinition> hash = Optional.empty();
    List<ProcessorDefinition<?>> steps =
        front.getOutputs().subList(head.length(), front.getOutputs().size());
    while (steps.size() == 1) {
      if (steps.get(0) instanceof FilterDefinition filter) {
        filters.add(checked(filter.getExpression(), CONDITIONS));
      } else if (steps.get(0) instanceof IdempotentConsumerDefinition consumer && hash.isEmpty()) {
        hash = Optional.of(checked(consumer.getExpression(), Set.of("hash")));
      } else {
        break;
      }
      steps = steps.get(0).getOutputs();
    }
    boolean queued =
        !steps.isEmpty() && RouteText.ownStep(steps.get(0)).equals(Optional.of("accept"));
    if (queued && steps.size() > 1) {
      throw Refusal.customised("there are steps behind 'to: incoming:accept'");
    }
    if (queued) {
      steps = text.delivery().map(ProcessorDefinition::getOutputs).orElse(List.of());
    }
    for (ProcessorDefinition<?> step : steps) {
      check(camel, step);
    }
    return new Plan(head, List.copyOf(filters), hash, List.copyOf(steps), queued);
  }

  private static void check(CamelContext camel, ProcessorDefinition<?> step) throws Refusal {
    if (step instanceof SetHeaderDefinition header) {
      checked(header.getExpression(), VALUES);
    } else if (!(step instanceof LogDefinition)
        && !(step instanceof ToDefinition to
            && KNOWN.matcher(Head.resolve(camel, to.getEndpointUri())).lookingAt())) {
      throw Refusal.customised(
          "what the step '" + step.getShortName() + "' does cannot be told without doing it");
    }
  }

  private static ExpressionDefinition checked(
      ExpressionDefinition expression, Set<String> languages) throws Refusal {
    if (!languages.contains(expression.getLanguage())) {
      throw Refusal.customised(
          "an expression in '"
              + expression.getLanguage()
              + "' cannot be tried; here may be "
              + String.join(", ", languages.stream().sorted().toList()));
    } else if (expression.getExpression().contains("${")) {
      // Camel would hand it to Simple, which can call anything.
      throw Refusal.customised("an expression has ${...}, which cannot be tried");
    }
    return expression;
  }
}
