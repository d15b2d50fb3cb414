/**
 * Jinja templates: the {@code jinjava} component and the {@code jinja} language.
 *
 * <p>Templates are parsed once, see nothing but the event, and cannot be made to write anything but
 * well-formed JSON where the file name ends in {@code .json.j2}.
 */
package incoming.jinjava;
