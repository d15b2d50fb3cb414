package incoming.integration;

/**
 * One field of an integration that cannot stay as it is.
 *
 * @param pointer to the field in the JSON of the integration; source: RFC 6901
 * @param message what is wrong and what would be right, for whoever filled it in
 */
public record Fault(String pointer, String message) {}
