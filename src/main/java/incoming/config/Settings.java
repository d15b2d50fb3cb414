package incoming.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The {@code incoming.*} settings of this start, read by name and type.
 *
 * <p>A value that is missing or malformed never throws: the default is answered, the problem is
 * kept, and {@link #problems()} lists them all with the keys that nobody asked for. Not
 * thread-safe; used by one thread while the application starts.
 */
public final class Settings {
  private final Map<String, String> file;
  private final Map<String, String> system;
  private final Map<String, String> environment;
  private final UnaryOperator<String> resolve;
  private final Map<String, String> known = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * Settings of a file, overridden by environment variables, overridden by system properties.
   *
   * @param environment {@code INCOMING_HTTP_MAX_BODY} stands for {@code incoming.http.max-body};
   *     variables that stand for nothing are left alone, since platforms set some of their own
   * @param resolve replaces the placeholders of a value; what it cannot resolve is an {@link
   *     IllegalArgumentException}
   */
  public Settings(
      Map<String, String> file,
      Map<String, String> system,
      Map<String, String> environment,
      UnaryOperator<String> resolve) {
    this.file = new TreeMap<>(file);
    this.system = new TreeMap<>(system);
    this.environment = new TreeMap<>(environment);
    this.resolve = resolve;
  }

  /** Settings of these values alone. */
  public Settings(Map<String, String> values) {
    this(values, Map.of(), Map.of(), UnaryOperator.identity());
  }

  /** The text of {@code key}, or {@code fallback}. */
  public String text(String key, String fallback) {
    return read(key, fallback, Function.identity()).orElse(fallback);
  }

  /** The text of {@code key}, empty when it is not set or blank. */
  public Optional<String> text(String key) {
    return read(key, "", Function.identity());
  }

  /** One of {@code fallback} and {@code others}. */
  public String choice(String key, String fallback, String... others) {
    return read(
            key,
            fallback,
            text -> {
              if (!text.equals(fallback) && !List.of(others).contains(text)) {
                throw new IllegalArgumentException(
                    "'" + text + "' is none of " + fallback + ", " + String.join(", ", others));
              }
              return text;
            })
        .orElse(fallback);
  }

  /** A time such as {@code 500ms}, {@code 10s}, {@code 5m}, {@code 2h} or {@code 7d}. */
  public Duration duration(String key, String fallback) {
    return read(key, fallback, Units::duration).orElseGet(() -> Units.duration(fallback));
  }

  /** A size in bytes such as {@code 512}, {@code 16KiB} or {@code 1MiB}. */
  public long bytes(String key, String fallback) {
    return read(key, fallback, Units::bytes).orElseGet(() -> Units.bytes(fallback));
  }

  /** A size in bytes within {@code min} and {@code max}, both included. */
  public int bytes(String key, String fallback, int min, int max) {
    return read(key, fallback, text -> Units.within(Units.bytes(text), min, max))
        .orElseGet(() -> (int) Units.bytes(fallback));
  }

  /** A whole number within {@code min} and {@code max}, both included. */
  public int number(String key, int fallback, int min, int max) {
    return read(key, Integer.toString(fallback), text -> Units.number(text, min, max))
        .orElse(fallback);
  }

  /** The names {@code x} for which any key {@code prefix.x.…} is set, in order. */
  public Set<String> names(String prefix) {
    Set<String> names = new TreeSet<>();
    for (String key : written()) {
      if (key.startsWith(prefix + ".")) {
        names.add(key.substring(prefix.length() + 1).replaceFirst("\\..*", ""));
      }
    }
    for (String variable : environment.keySet()) {
      if (variable.startsWith(variable(prefix) + "_")) {
        String rest = variable.substring(prefix.length() + 1);
        names.add(rest.replaceFirst("_.*", "").toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  /** Adds a problem of {@code key} that only its feature can see. */
  public void problem(String key, String message) {
    problems.add(key + ": " + message);
  }

  /**
   * All problems found so far, the keys that no one asked for among them; empty when all is well.
   */
  public List<String> problems() {
    List<String> all = new ArrayList<>(problems);
    for (String key : written()) {
      if (!known.containsKey(key)) {
        all.add(
            key
                + ": unknown setting"
                + nearest(key).map(k -> "; did you mean " + k + "?").orElse(""));
      }
    }
    Collections.sort(all);
    return all;
  }

  /** Every key that was asked for, with its default as written; without a default, empty. */
  public Map<String, String> known() {
    return new LinkedHashMap<>(known);
  }

  private <T> Optional<T> read(String key, String fallback, Function<String, T> parse) {
    known.put(key, fallback);
    String text = system.get(key);
    if (text == null) {
      text = environment.getOrDefault(variable(key), file.get(key));
    }
    if (text == null || text.isBlank()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parse.apply(resolve.apply(text.strip())));
    } catch (IllegalArgumentException e) {
      problem(key, e.getMessage());
      return Optional.empty();
    }
  }

  private Set<String> written() {
    Set<String> keys = new TreeSet<>(file.keySet());
    keys.addAll(system.keySet());
    return keys;
  }

  private static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  private Optional<String> nearest(String key) {
    return known.keySet().stream()
        .filter(k -> k.endsWith(key.substring(key.lastIndexOf('.') + 1)))
        .findFirst();
  }
}
