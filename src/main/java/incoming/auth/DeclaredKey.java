package incoming.auth;

/** A key of the settings, of one kind: what it is for, and nothing else, it can be used for. */
sealed interface DeclaredKey permits Key, SigningKey, ApiKey, BasicLogin {
  /** As in {@code incoming.keys.<name>}. */
  String name();
}
