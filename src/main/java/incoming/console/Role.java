package incoming.console;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a caller may do; each role may do all that those before it may. */
enum Role {
  /** Whoever reaches the port: to log in and to read how the API is called. */
  ANYONE,
  /** To look at everything but the audit log. */
  VIEW,
  /** To work on drafts and samples, which no sender and no target notices. */
  EDIT,
  /** To change what runs: publish, pause, replay, discard. */
  PUBLISH,
  /** To give out keys, and to read who changed what. */
  ADMIN;

  /** The role that is written {@code name}; nobody is given {@link #ANYONE}. */
  static Optional<Role> of(String name) {
    return Stream.of(VIEW, EDIT, PUBLISH, ADMIN)
        .filter(role -> role.toString().equals(name))
        .findFirst();
  }

  boolean includes(Role other) {
    return compareTo(other) >= 0;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
