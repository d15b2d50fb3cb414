package incoming.console;

import com.fasterxml.jackson.annotation.JsonRawValue;
import incoming.sample.HashSuggestion;
import incoming.sample.Parameter;
import incoming.sample.Sample;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * A sample as the API shows it.
 *
 * @param event the event as JSON, its secrets masked
 * @param parameters every leaf, in the order of the document
 * @param suggestions by what its requests could be told apart, the best first
 */
record SampleView(
    @JsonRawValue String event, List<Parameter> parameters, List<Suggestion> suggestions) {

  /** One of them; {@code warning} when the signature in use does not cover it. */
  record Suggestion(String parameter, String reason, String warning) {
    static Suggestion of(HashSuggestion suggestion) {
      return new Suggestion(
          suggestion.parameter(), suggestion.reason(), suggestion.warning().orElse(null));
    }
  }

  /** With suggestions for a request that is signed by {@code scheme}, if it is signed at all. */
  static SampleView of(Sample sample, Optional<String> scheme) {
    return new SampleView(
        new String(sample.json(), StandardCharsets.UTF_8),
        sample.parameters(),
        HashSuggestion.of(sample, scheme).stream().map(Suggestion::of).toList());
  }
}
