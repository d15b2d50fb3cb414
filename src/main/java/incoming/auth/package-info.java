/**
 * Authentication: who may post to an integration.
 *
 * <p>Keys are declared by name in the settings; a route names one. Every check fails closed. A
 * token is text of an attacker until its signature is verified: it is read strictly, its header
 * chooses nothing but one of the algorithms and keys declared here, and nothing of it is repeated
 * in an answer or a log. Sources: RFC 7515, RFC 7519, RFC 8725, RFC 6750.
 */
package incoming.auth;
