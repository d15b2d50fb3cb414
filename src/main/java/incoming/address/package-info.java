/**
 * Internet addresses as people write them: one alone, or a range of them.
 *
 * <p>Nothing here ever asks for a name.
 */
package incoming.address;
