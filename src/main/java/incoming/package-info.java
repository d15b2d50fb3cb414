/** Incoming takes webhooks in and turns each new request into an outgoing HTTP call. */
package incoming;
