/**
 * Filters: which events trigger anything, told by JSONPath.
 *
 * <p>JSONPath itself is Camel's, by Jayway. What is here takes the regular expressions out of the
 * hands of Java's own engine, which a sender could keep busy for years with one value.
 */
package incoming.filter;
