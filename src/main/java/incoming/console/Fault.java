package incoming.console;

/**
 * What is wrong with one field of a request's body.
 *
 * @param pointer where it is, as a JSON Pointer (RFC 6901); empty for the whole body
 */
record Fault(String pointer, String detail) {}
