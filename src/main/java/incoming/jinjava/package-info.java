/**
 * Jinja templates: the {@code jinjava} component and the {@code jinja} language.
 *
 * <p>Templates are parsed once, see nothing but the event, and cannot be made to write anything but
 * well-formed JSON where the file name ends in {@code .json.j2}: inside a JSON string a value is
 * escaped, outside it is written as a whole JSON value. Only JSON is escaped by place; XML and HTML
 * values are escaped as text, form values percent-encoded, other text not at all.
 *
 * <p>jinjava parses and runs the tags {@code if}, {@code for}, {@code set}, {@code macro}, {@code
 * include} and {@code raw}; names, members, filters and limits are ours. A macro and a {@code set}
 * block give text, which is escaped where it is used. A name that the event does not have is an
 * error unless it is only tested ({@code if}, {@code or}, {@code is defined}) or has a {@code
 * default}; {@code null} is a value. {@code request.body.name} may stand for the one leaf of that
 * name deeper in the body.
 */
package incoming.jinjava;
