package incoming.sample;

import incoming.http.EndpointTable;
import incoming.http.Problem;
import java.util.Optional;
import java.util.function.Function;
import org.apache.camel.CamelContext;

/** What is at the endpoints of this node. */
final class Fronts {
  private final CamelContext camel;
  private final EndpointTable table;
  private final Function<String, Optional<Candidate>> drafts;

  /**
   * What is at the endpoints of {@code table}, and what would be.
   *
   * @param camel reads route files
   * @param drafts the draft with an endpoint id, if there is one
   */
  Fronts(CamelContext camel, EndpointTable table, Function<String, Optional<Candidate>> drafts) {
    this.camel = camel;
    this.table = table;
    this.drafts = drafts;
  }

  /** How the draft begins that an endpoint is of; empty when it is of what is published. */
  Optional<Front> at(String endpointId) throws Refusal {
    if (!Windows.ID.matcher(endpointId).matches()) {
      throw unknown();
    } else if (table.serves("/in/" + endpointId)) {
      return Optional.empty();
    }
    Candidate draft = drafts.apply(endpointId).orElseThrow(Fronts::unknown);
    return Optional.of(Front.of(draft.name(), RouteText.read(camel, draft).front()));
  }

  private static Refusal unknown() {
    return Refusal.of(
        Problem.of(
            404,
            "endpoint-unknown",
            "No such endpoint",
            "Neither a draft nor an integration that runs has this endpoint."));
  }
}
