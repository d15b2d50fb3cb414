package incoming.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
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
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
  private final Placeholders placeholders;
  private final Map<String, String> known = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * Settings of a file, overridden by environment variables, overridden by system properties. What
   * is blank overrides nothing.
   *
   * @param environment {@code INCOMING_HTTP_MAX_BODY} stands for {@code incoming.http.max-body};
   *     variables that stand for nothing are left alone, since platforms set some of their own
   * @param lookup what one placeholder stands for, given its key, such as {@code env:NAME}; one
   *     that it does not know is a {@link RuntimeException}, whose message is not used
   */
  public Settings(
      Map<String, String> file,
      Map<String, String> system,
      Map<String, String> environment,
      UnaryOperator<String> lookup) {
    this.file = new TreeMap<>(file);
    this.system = new TreeMap<>(system);
    this.environment = new TreeMap<>(environment);
    this.placeholders = new Placeholders(lookup);
  }

  /** Settings of these values alone. */
  public Settings(Map<String, String> values) {
    this(values, Map.of(), Map.of(), UnaryOperator.identity());
  }

  /**
   * Whether {@code key} is one of these settings, or can only have been meant to be one, such as
   * {@code incomming.routes}: which is to be told, not passed over.
   */
  public static boolean isMeant(String key) {
    int dot = key.indexOf('.');
    return dot > 0 && Nearest.to(key.substring(0, dot), Set.of("incoming")).isPresent();
  }

  /** The text of {@code key}, or {@code fallback}. */
  public String text(String key, String fallback) {
    return read(key, fallback, Function.identity()).orElse(fallback);
  }

  /** The text of {@code key}, empty when it is not set or blank. */
  public Optional<String> text(String key) {
    return read(key, "", Function.identity());
  }

  /** Whether {@code key} has a value, be it right or wrong. */
  public boolean isSet(String key) {
    try {
      return value(key).isPresent();
    } catch (IllegalArgumentException e) {
      return true; // told by whoever reads it
    }
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

  /** A time within {@code min} and {@code max}, both included, all three as they are written. */
  public Duration duration(String key, String fallback, String min, String max) {
    return read(key, fallback, text -> Units.within(text, min, max))
        .orElseGet(() -> Units.duration(fallback));
  }

  /** A size in bytes such as {@code 16KiB}, within {@code min} and {@code max}, both included. */
  public long bytes(String key, String fallback, long min, long max) {
    return read(key, fallback, text -> Units.within(Units.bytes(text), min, max))
        .orElseGet(() -> Units.bytes(fallback));
  }

  /** A size in bytes within {@code min} and {@code max}, both included. */
  public int bytes(String key, String fallback, int min, int max) {
    return read(key, fallback, text -> (int) Units.within(Units.bytes(text), min, max))
        .orElseGet(() -> (int) Units.bytes(fallback));
  }

  /** A whole number within {@code min} and {@code max}, both included. */
  public int number(String key, int fallback, int min, int max) {
    return read(key, Integer.toString(fallback), text -> Units.number(text, min, max))
        .orElse(fallback);
  }

  /**
   * The names {@code x} for which any key {@code prefix.x.…} is written, in order.
   *
   * @param endings what can follow a name. A variable declares one only with these, since platforms
   *     set variables for services of any name; {@code INCOMING_KEYS_WEB_SHOP_SECRET} is a key of
   *     {@code web-shop}, and {@code INCOMING_KEYS_SHOP_SIGNING_SECRET} one of {@code shop} unless
   *     a {@code shop-signing} is written
   */
  public Set<String> names(String prefix, Set<String> endings) {
    Set<String> names = new TreeSet<>();
    for (String key : written()) {
      if (key.startsWith(prefix + ".")) {
        names.add(key.substring(prefix.length() + 1).replaceFirst("\\..*", ""));
      }
    }
    Set<String> declared = names.stream().map(Settings::variable).collect(Collectors.toSet());
    environment.forEach(
        (variable, value) -> {
          List<String> possible =
              value.isBlank() ? List.of() : between(variable(prefix) + "_", variable, endings);
          if (possible.stream().noneMatch(declared::contains)) {
            possible.stream()
                .min(Comparator.comparing(String::length))
                .ifPresent(name -> names.add(name.toLowerCase(Locale.ROOT).replace('_', '-')));
          }
        });
    return names;
  }

  /** What can be meant by the middle of {@code variable}, which begins with {@code start}. */
  private static List<String> between(String start, String variable, Set<String> endings) {
    return endings.stream()
        .map(ending -> "_" + variable(ending))
        .filter(end -> variable.startsWith(start) && variable.endsWith(end))
        .filter(end -> variable.length() > start.length() + end.length())
        .map(end -> variable.substring(start.length(), variable.length() - end.length()))
        .toList();
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
                + Nearest.to(key, known.keySet()).map(k -> "; did you mean " + k + "?").orElse(""));
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
    try {
      return value(key).map(parse);
    } catch (IllegalArgumentException e) {
      problem(key, e.getMessage());
      return Optional.empty();
    }
  }

  /** What is written at the first place where it is not blank. */
  private Optional<String> value(String key) {
    return Stream.of(system.get(key), environment.get(variable(key)), file.get(key))
        .filter(text -> text != null && !text.isBlank())
        .findFirst()
        .map(text -> placeholders.resolve(text.strip()))
        .filter(text -> !text.isBlank());
  }

  private Set<String> written() {
    Set<String> keys = new TreeSet<>(file.keySet());
    keys.addAll(system.keySet());
    return keys;
  }

  private static String variable(String key) {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }
}
