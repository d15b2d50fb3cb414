package incoming.console;

/**
 * Who sent a request.
 *
 * @param name of the token, or the subject of an issuer's token
 * @param via how they are known
 */
record Caller(String name, Role role, Via via) {
  static final Caller UNKNOWN = new Caller("-", Role.ANYONE, Via.NOTHING);

  /** How a caller is known. */
  enum Via {
    NOTHING,
    TOKEN,
    SESSION,
    ISSUER;

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  boolean isKnown() {
    return via != Via.NOTHING;
  }

  Caller within(Via other) {
    return new Caller(name, role, other);
  }
}
