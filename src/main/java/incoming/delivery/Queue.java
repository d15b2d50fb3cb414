package incoming.delivery;

/**
 * The names of what a broker keeps for one integration: an address with one queue of the same name
 * each.
 */
record Queue(String integration) {
  /** Where accepted events wait, those to be tried again among them. */
  String deliveries() {
    return "incoming.deliveries." + integration;
  }

  /** Where dead letters lie. */
  String dead() {
    return "incoming.dead." + integration;
  }
}
