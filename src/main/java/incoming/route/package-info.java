/**
 * Route files: every published integration is one, loaded and refused by itself.
 *
 * <p>The steps of a route that are ours are endpoints of one small component, {@code incoming:}.
 */
package incoming.route;
