/**
 * The door: the HTTP server through which every request comes in, and the problems it answers.
 *
 * <p>Limits on everything a sender controls are kept here, before any route sees a request. Nothing
 * of a request becomes a Camel header; a step reads the raw {@link incoming.http.Request} instead.
 */
package incoming.http;
