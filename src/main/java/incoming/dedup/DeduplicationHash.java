package incoming.dedup;

import static java.nio.charset.StandardCharsets.UTF_8;

import incoming.config.Sha256;
import incoming.event.Event;
import incoming.event.ParameterName;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The hash over a few parameters of an event that tells whether a request was seen before.
 *
 * <p>SHA-256 over the endpoint id and, for each parameter in the order of the canonical names, its
 * name, the type of its value, and the value; names and values with their lengths in front, so that
 * no two lists of values run together. Missing, {@code null}, {@code ""}, {@code 1} and {@code "1"}
 * are different; numbers are compared by value; objects and arrays by {@link CanonicalJson}. The
 * order in which the parameters were written does not matter. Immutable and thread-safe.
 */
final class DeduplicationHash {
  static final int MAX_PARAMETERS = 5;

  /** Parts of an event that no two requests share: with one of them nothing is ever a duplicate. */
  private static final Set<String> ALWAYS_NEW = Set.of("eventId", "time");

  private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(Sha256::begin);

  private final List<Parameter> parameters;

  private DeduplicationHash(List<Parameter> parameters) {
    this.parameters = List.copyOf(parameters);
  }

  /**
   * The hash over the parameters of an expression such as {@code body.id, headers["x-id"]}.
   *
   * @throws IllegalArgumentException when they are not 1 to 5 different names, with the reason
   */
  static DeduplicationHash over(String expression) {
    if (expression.isBlank()) {
      throw new IllegalArgumentException(
          "the expression of 'hash' is empty; write 1 to 5 parameters such as body.order_number");
    }
    List<ParameterName> names = new ArrayList<>();
    for (ParameterName name : ParameterName.list(expression)) {
      if (names.contains(name)) {
        throw wrong(expression, "has " + name + " twice");
      }
      if (ALWAYS_NEW.contains(name.toString())) {
        throw wrong(expression, "has " + name + ", which is different for every request");
      }
      names.add(name);
    }
    if (names.size() > MAX_PARAMETERS) {
      throw wrong(expression, "has " + names.size() + " parameters; at most 5 are allowed");
    }
    names.sort(Comparator.comparing(ParameterName::toString));
    return new DeduplicationHash(names.stream().map(Parameter::new).toList());
  }

  /** The key of {@code event}; {@link HashKey#NONE} when it has none of the parameters. */
  String key(Event event) {
    MessageDigest digest = SHA_256.get();
    digest.reset(); // whatever an earlier event left half-done on this thread
    update(digest, 'e', event.endpointId());
    boolean any = false;
    for (Parameter parameter : parameters) {
      Object value = parameter.name.find(event);
      digest.update(parameter.prefix);
      update(digest, value);
      any |= value != ParameterName.MISSING;
    }
    return any ? HashKey.text(digest.digest()) : HashKey.NONE;
  }

  private static void update(MessageDigest digest, Object value) {
    if (value == ParameterName.MISSING) {
      update(digest, 'm', "");
    } else if (value instanceof String text) {
      update(digest, 's', text);
    } else if (value instanceof Number number) {
      update(digest, 'n', CanonicalNumber.of(number));
    } else {
      StringBuilder json = new StringBuilder();
      CanonicalJson.write(value, json);
      update(digest, 'j', json.toString());
    }
  }

  private static void update(MessageDigest digest, char type, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    digest.update(head(type, bytes.length));
    digest.update(bytes);
  }

  private static byte[] head(char type, int length) {
    return ByteBuffer.allocate(1 + Integer.BYTES).put((byte) type).putInt(length).array();
  }

  private static IllegalArgumentException wrong(String expression, String reason) {
    return new IllegalArgumentException("the hash expression '" + expression + "' " + reason);
  }

  /** A parameter with what goes before its value: type, length and bytes of its name. */
  private static final class Parameter {
    final ParameterName name;
    final byte[] prefix;

    Parameter(ParameterName name) {
      this.name = name;
      byte[] bytes = name.toString().getBytes(UTF_8);
      byte[] head = head('p', bytes.length);
      this.prefix = ByteBuffer.allocate(head.length + bytes.length).put(head).put(bytes).array();
    }
  }
}
