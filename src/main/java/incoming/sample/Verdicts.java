package incoming.sample;

import incoming.event.Event;
import incoming.event.ParameterName;
import incoming.http.ProblemException;
import incoming.route.Reason;
import incoming.sample.TryResult.FilterVerdict;
import incoming.sample.TryResult.HashVerdict;
import incoming.sample.TryResult.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.model.language.ExpressionDefinition;
import org.apache.camel.spi.IdempotentRepository;

/** What filters and hash say of one event. */
record Verdicts(CamelContext camel, Exchange exchange) {
  private static final String REPOSITORY = "deduplication";

  FilterVerdict filter(ExpressionDefinition filter) {
    String text = filter.getExpression();
    try {
      boolean passed = filter.createPredicate(camel).matches(exchange);
      List<String> failed = passed ? List.of() : failed(Conditions.of(text));
      return new FilterVerdict(text, passed, failed, Optional.empty());
    } catch (RuntimeException e) {
      return new FilterVerdict(text, false, List.of(), Optional.of(Reason.of(e)));
    }
  }

  private List<String> failed(List<String> conditions) {
    try {
      return conditions.stream().filter(condition -> !isMet("$[?(" + condition + ")]")).toList();
    } catch (RuntimeException e) {
      return List.of(); // one that means nothing by itself: the filter was not apart as it seemed
    }
  }

  private boolean isMet(String condition) {
    Predicate predicate = camel.resolveLanguage("jsonpath").createPredicate(condition);
    predicate.init(camel);
    return predicate.matches(exchange);
  }

  HashVerdict hash(ExpressionDefinition hash) throws Refusal {
    String text = hash.getExpression();
    try {
      Event event = Event.of(exchange);
      List<Input> inputs = new ArrayList<>();
      for (ParameterName name : ParameterName.list(text)) {
        Object value = name.find(event);
        inputs.add(
            new Input(
                name.toString(),
                value == ParameterName.MISSING
                    ? Optional.empty()
                    : Optional.of(Parameter.shown(value))));
      }
      // Asked for a hash of nothing, the language would count and log it as a request.
      Optional<String> key =
          inputs.stream().allMatch(input -> input.value().isEmpty())
              ? Optional.empty()
              : Optional.of(hash.createExpression(camel).evaluate(exchange, String.class));
      return new HashVerdict(text, inputs, key, key.filter(this::isKnown).isPresent());
    } catch (ProblemException e) {
      throw e; // the store says no
    } catch (RuntimeException e) {
      throw Refusal.broken(Reason.of(e));
    }
  }

  private boolean isKnown(String key) {
    IdempotentRepository repository =
        camel.getRegistry().lookupByNameAndType(REPOSITORY, IdempotentRepository.class);
    return repository != null && repository.contains(exchange, key);
  }
}
