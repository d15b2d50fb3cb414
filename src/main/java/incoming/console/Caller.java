package incoming.console;

import java.time.Instant;
import java.util.Locale;

/**
 * Who sent a request.
 *
 * @param name of the token, or the subject of an issuer's token
 * @param via how they are known
 * @param until when the token that they presented expires; far away for one that does not
 */
record Caller(String name, Role role, Via via, Instant until) {
  static final Caller UNKNOWN = new Caller("-", Role.ANYONE, Via.NOTHING);

  /** How a caller is known. */
  enum Via {
    NOTHING,
    TOKEN,
    SESSION,
    ISSUER;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  boolean isKnown() {
    return via != Via.NOTHING;
  }

  /** Whoever is known for good. */
  Caller(String name, Role role, Via via) {
    this(name, role, via, Instant.MAX);
  }

  Caller within(Via other) {
    return new Caller(name, role, other, until);
  }
}
