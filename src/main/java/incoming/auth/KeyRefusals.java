package incoming.auth;

import incoming.http.Problem;

/** Why API keys are not changed, in words for whoever asked. */
final class KeyRefusals {
  static final KeyChange NAME =
      refused(
          422,
          "api-key-name",
          "This is no name of a key",
          "Write lower-case words with hyphens, such as web-shop, 64 characters at most.");

  private KeyRefusals() {}

  static KeyChange exists(String name) {
    return refused(
        409,
        "api-key-exists",
        "There is a key of this name",
        "Delete the key '" + name + "' first, or create one of another name.");
  }

  static KeyChange tooMany(int most) {
    return refused(
        409,
        "too-many-api-keys",
        "There are too many keys",
        "There are " + most + " keys, as many as there can be; delete some.");
  }

  static KeyChange declared(String name) {
    return refused(
        409,
        "api-key-declared",
        "The key stands in the settings",
        "Change incoming.keys." + name + " there; it cannot be changed here.");
  }

  /** Repeats {@code name} only where it can be one. */
  static KeyChange notFound(String name) {
    return refused(
        404,
        "api-key-not-found",
        "There is no such key",
        KeySettings.isName(name)
            ? "There is no API key '" + name + "'."
            : "There is no API key of this name.");
  }

  private static KeyChange refused(int status, String type, String title, String detail) {
    return new KeyChange.Refused(Problem.of(status, type, title, detail));
  }
}
