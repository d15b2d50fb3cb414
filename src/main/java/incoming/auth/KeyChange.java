package incoming.auth;

import incoming.http.Problem;

/** What became of a change to the API keys. */
public sealed interface KeyChange {
  /**
   * The key is there.
   *
   * @param secret what senders present, shown this once and kept nowhere
   */
  record Created(ListedKey key, String secret) implements KeyChange {
    /** Without the secret. */
    @Override
    public String toString() {
      return "Created[" + key + "]";
    }
  }

  /** The key is now, or was to its end, as {@code key} says. */
  record Done(ListedKey key) implements KeyChange {}

  /**
   * Nothing was changed.
   *
   * @param problem {@code api-key-not-found} (404), {@code api-key-exists}, {@code
   *     api-key-declared}, {@code too-many-api-keys} (409) or {@code api-key-name} (422)
   */
  record Refused(Problem problem) implements KeyChange {}
}
