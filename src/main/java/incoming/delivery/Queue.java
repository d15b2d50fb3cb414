package incoming.delivery;

import java.util.Optional;

/**
 * The names of what a broker keeps for one integration: an address with one queue of the same name
 * each.
 */
record Queue(String integration) {
  private static final String DELIVERIES = "incoming.deliveries.";

  /** The integration of which {@code name} is the queue of accepted events; empty for any other. */
  static Optional<Queue> ofDeliveries(String name) {
    return name.startsWith(DELIVERIES)
        ? Optional.of(new Queue(name.substring(DELIVERIES.length())))
        : Optional.empty();
  }

  /** Where accepted events wait, those to be tried again among them. */
  String deliveries() {
    return DELIVERIES + integration;
  }

  /** Where dead letters lie. */
  String dead() {
    return "incoming.dead." + integration;
  }
}
