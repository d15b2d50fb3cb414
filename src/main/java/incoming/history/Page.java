package incoming.history;

import java.util.List;
import java.util.Optional;

/**
 * A part of the history.
 *
 * @param deliveries newest first, by event id
 * @param next what to ask with for the page behind this one; empty when there is none
 */
public record Page(List<Summary> deliveries, Optional<String> next) {}
