/**
 * Authentication: who may post to an integration, from where, and how often.
 *
 * <p>Keys are declared by name in the settings, each for one purpose; a route names them. API keys
 * can also be created at run time, and be exchanged for tokens that end with them. Every check
 * fails closed, compares secrets in constant time and works on the request as it came. A token is
 * text of an attacker until its signature is verified: it is read strictly, its header chooses
 * nothing but one of the algorithms and keys declared here, and nothing of it is repeated in an
 * answer or a log. Sources: RFC 7515, RFC 7519, RFC 8725, RFC 6750, RFC 7617, Standard Webhooks,
 * and what providers publish about their signatures.
 */
package incoming.auth;
