/**
 * What the nodes of one installation share: caches on Infinispan servers, reached over Hot Rod.
 *
 * <p>Off unless servers are named; nothing of Hot Rod is loaded then.
 */
package incoming.infinispan;
