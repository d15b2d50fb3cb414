package incoming.auth;

import incoming.route.NotDeclaredException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The declared keys of one kind, by name.
 *
 * @param kind in words, such as {@code signing secret}
 * @param setting how one is declared
 */
record KeyRing<K extends DeclaredKey>(String kind, String setting, Map<String, K> keys) {

  static <K extends DeclaredKey> KeyRing<K> of(
      String kind, String setting, Class<K> type, Collection<? extends DeclaredKey> all) {
    Map<String, K> keys = new TreeMap<>();
    for (DeclaredKey key : all) {
      if (type.isInstance(key)) {
        keys.put(key.name(), type.cast(key));
      }
    }
    return new KeyRing<>(kind, setting, keys);
  }

  /**
   * The keys that {@code names} lists, separated by commas.
   *
   * @throws NotDeclaredException says which is not declared, and how it would be
   */
  List<K> named(String names) {
    List<K> named = new ArrayList<>();
    for (String name : names.split(",", -1)) {
      K key = keys.get(name.strip());
      if (key == null) {
        throw new NotDeclaredException(
            "key=" + names + ": there is no " + kind + " '" + name.strip() + "'; " + declared());
      }
      named.add(key);
    }
    return List.copyOf(named);
  }

  /** The names of all as a sentence for an engineer. */
  String declared() {
    return (keys.isEmpty() ? "" : "declared are " + String.join(", ", keys.keySet()) + "; ")
        + "declare one as "
        + setting;
  }
}
