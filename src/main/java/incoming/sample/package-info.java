/**
 * Samples: what a sender really sends, caught, looked at, and tried out before anything is live.
 *
 * <p>A window of 90 seconds catches the first valid request to an endpoint, be it that of a draft,
 * which is served for that time and that one request only, or one that is published. From a sample
 * come the list of parameters and suggestions for deduplication; a try says what would become of it
 * with a route file, without a trace in stores, queues or Camel.
 *
 * <p>Nodes that share Infinispan servers share their windows: each node serves and watches what any
 * has opened, and an entry's version there decides which of them has caught the one request.
 */
package incoming.sample;
