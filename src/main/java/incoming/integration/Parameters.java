package incoming.integration;

import incoming.event.ParameterName;

/** Names of parameters as a route file writes them. */
final class Parameters {
  private Parameters() {}

  /** The canonical form of {@code name}; one that is none stays as it is. */
  static String canonical(String name) {
    try {
      return ParameterName.parse(name).toString();
    } catch (IllegalArgumentException e) {
      return name;
    }
  }

  /** A canonical name without anything that has a meaning to Camel or to YAML as such. */
  static String written(String name) {
    StringBuilder text = new StringBuilder();
    name.chars()
        .forEach(
            c -> text.append(Literals.isPlain(c) ? Character.toString(c) : Literals.escape(c)));
    return text.toString();
  }
}
