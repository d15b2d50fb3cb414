/**
 * Delivery: the durable queue between the request that brings an event and the call that takes it
 * on, with retries, dead letters and replay.
 */
package incoming.delivery;
