package incoming.integration;

import java.time.DateTimeException;
import java.time.Instant;

/**
 * The endpoint that an integration had before its id was rotated, valid beside the new one for a
 * while.
 *
 * @param until when it ends, as in {@code 2026-12-31T12:00:00Z}; from then on it answers 410
 */
public record Former(String endpointId, String until) {
  public Former {
    endpointId = Texts.orEmpty(endpointId);
    until = Texts.orEmpty(until);
  }

  /** Whether it has ended at {@code now}. */
  boolean isOver(Instant now) {
    return !now.isBefore(Instant.parse(until));
  }

  void check(Faults faults) {
    Endpoints.check(endpointId, faults.at("endpointId"));
    try {
      Instant.parse(until);
    } catch (DateTimeException e) {
      faults.at("until").add("is a time in UTC, such as 2026-12-31T12:00:00Z");
    }
  }
}
