package incoming.target;

import incoming.config.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The settings below one name, such as {@code incoming.credentials.crm}, by what follows it.
 *
 * <p>Remembers whether anything is wrong with any of them. Not thread-safe.
 */
final class NamedSettings {
  private final Settings settings;
  private final String prefix;
  private final Map<String, Optional<String>> texts = new HashMap<>();
  private boolean wrong;

  /** The settings {@code prefix.ending} of each ending, as text. */
  NamedSettings(Settings settings, String prefix, Set<String> endings) {
    this.settings = settings;
    this.prefix = prefix;
    for (String ending : endings) {
      texts.put(ending, settings.text(key(ending)));
      // What is written and cannot be read has been told, and must not count as left out.
      wrong |= text(ending).isEmpty() && isSet(ending);
    }
  }

  boolean isWrong() {
    return wrong;
  }

  /** Whether a setting is written of which {@code kind} is the ending or the first part of it. */
  boolean isDeclared(String kind) {
    return texts.keySet().stream()
        .filter(ending -> ending.equals(kind) || ending.startsWith(kind + "."))
        .anyMatch(this::isSet);
  }

  boolean isSet(String ending) {
    return settings.isSet(key(ending));
  }

  Optional<String> text(String ending) {
    return texts.get(ending);
  }

  /** What {@code make} makes of a setting that may be left out. */
  <T> Optional<T> optional(String ending, Function<String, ? extends T> make) {
    return text(ending).flatMap(text -> attempt(ending, () -> make.apply(text)));
  }

  /** What {@code make} makes of a setting that must be there. */
  <T> Optional<T> required(String ending, Function<String, ? extends T> make) {
    return required(ending).flatMap(text -> attempt(ending, () -> make.apply(text)));
  }

  /** What {@code make} makes of two settings of one kind, both of which must be there. */
  <T> Optional<T> both(
      String kind, String first, String second, BiFunction<String, String, ? extends T> make) {
    Optional<String> one = required(kind + "." + first);
    Optional<String> other = required(kind + "." + second);
    return one.flatMap(a -> other.flatMap(b -> attempt(kind, () -> make.apply(a, b))));
  }

  /** Tells a problem with {@code ending}, or with all of them when it is empty. */
  void problem(String ending, String message) {
    wrong = true;
    settings.problem(ending.isEmpty() ? prefix : key(ending), message);
  }

  private Optional<String> required(String ending) {
    if (!isSet(ending)) {
      problem(ending, "is missing");
    }
    return text(ending);
  }

  /** What {@code make} makes; what is wrong with it is a problem with {@code ending}. */
  <T> Optional<T> attempt(String ending, Supplier<? extends T> make) {
    try {
      return Optional.of(make.get());
    } catch (IllegalArgumentException e) {
      problem(ending, e.getMessage());
      return Optional.empty();
    }
  }

  private String key(String ending) {
    return prefix + "." + ending;
  }
}
