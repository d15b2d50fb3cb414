package incoming.cli;

/** What must be so for a change to be made: a header of RFC 9110, section 13.1. */
record Condition(String header, String value) {
  /** It is still as it was when {@code etag} was read. */
  static Condition unchanged(String etag) {
    return new Condition("If-Match", etag);
  }

  /** There is none of that name yet. */
  static Condition absent() {
    return new Condition("If-None-Match", "*");
  }
}
