/**
 * The admin API: what those who run this installation ask of it and change in it, on the management
 * port.
 *
 * <p>Every operation is one row of a table that names its path, its role and what it takes; the
 * OpenAPI document describes the same rows. A request is looked at in this order: the host it was
 * sent to and the site it comes from, the operation, who asks, what they may, then its body. It is
 * worked on by a few threads of its own, apart from those of requests and deliveries. Whatever is
 * changed is noted in the audit log.
 */
package incoming.console;
