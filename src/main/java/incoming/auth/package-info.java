/**
 * Authentication: who may post to an integration.
 *
 * <p>Keys are declared by name in the settings; a route names one. Every check fails closed.
 */
package incoming.auth;
