/**
 * Route files: every published integration is one, loaded and refused by itself, at the start and
 * whenever it changes.
 *
 * <p>A new version starts beside the old one, which ends when its last request has been answered. A
 * copy of the last version that loaded is kept for the next start.
 *
 * <p>The steps of a route that are ours are endpoints of one small component, {@code incoming:}.
 */
package incoming.route;
