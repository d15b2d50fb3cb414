/**
 * Events: strict JSON in, one envelope with its flat parameters out.
 *
 * <p>A parameter is one leaf of an event under its flat name, {@code body.products[0].name} or
 * {@code headers["x-request-id"]}; the name is at the same time the expression that a template
 * uses.
 */
package incoming.event;
