package incoming.console;

/**
 * Who changed what, or tried to.
 *
 * @param time ISO 8601, in UTC
 * @param who name of the caller
 * @param via how the caller is known
 * @param from address of the caller
 * @param operation its id in the OpenAPI document
 * @param path with the names of what it is about, without the query
 * @param status of the answer
 * @param problem its type, when it was refused
 */
record AuditEntry(
    String id,
    String time,
    String who,
    String role,
    String via,
    String from,
    String operation,
    String path,
    int status,
    String problem) {}
