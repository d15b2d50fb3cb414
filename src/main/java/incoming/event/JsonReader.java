package incoming.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads one body as strict JSON (RFC 8259) and counts on the way what its flat form would take.
 *
 * <p>Beyond the grammar it refuses member names that occur twice in an object and lone surrogates,
 * because two programs may read those differently. Duplicates are found in the map that is built
 * anyway, where names made to collide cost the logarithm of their number and no more.
 */
final class JsonReader {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          // Names are the sender's: a table of them shared between requests is his to fill.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          // Our own limits are lower, have problems of their own, and are checked at each token.
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  /** What Jackson says to programmers: its features, its sources. */
  private static final Pattern FOR_PROGRAMMERS =
      Pattern.compile("( \\((start|for|not|consider) |: enable ).*", Pattern.DOTALL);

  private static final int LONG_DIGITS = 18;

  private final JsonParser parser;
  private final FlatBudget budget;
  private final boolean escapes;

  private JsonReader(JsonParser parser, FlatBudget budget, boolean escapes) {
    this.parser = parser;
    this.budget = budget;
    this.escapes = escapes;
  }

  /** The value of {@code body}, whose flat name will be {@code name}, counted in {@code budget}. */
  static Object read(byte[] body, String name, FlatBudget budget) throws Refusal {
    String text = Utf8.decode(body);
    if (text.startsWith("\uFEFF")) {
      throw Refusal.notJson("a byte order mark is not JSON").at(new Place(1, 1));
    }
    try (JsonParser parser = JSON.createParser(text)) {
      // The text is valid UTF-8, so only an escape can bring in a lone surrogate.
      JsonReader reader = new JsonReader(parser, budget, text.contains("\\u"));
      try {
        return reader.document(name.length());
      } catch (Refusal e) {
        throw e.at(place(text, parser.currentTokenLocation()));
      } catch (JsonProcessingException e) {
        String reason = FOR_PROGRAMMERS.matcher(e.getOriginalMessage()).replaceFirst("");
        throw Refusal.notJson(reason).at(place(text, e.getLocation()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a string has no input to fail
    }
  }

  private static Place place(String text, JsonLocation location) {
    return Place.of(text, (int) Math.max(0, location.getCharOffset()));
  }

  private Object document(int nameLength) throws IOException, Refusal {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new Refusal("empty-body", "The body is empty", "the body must hold one JSON value");
    }
    Object value = value(first, 1, nameLength);
    if (parser.nextToken() != null) {
      throw Refusal.notJson("there is more after the end of the JSON value");
    }
    return value;
  }

  private Object value(JsonToken token, int depth, int nameLength) throws IOException, Refusal {
    return switch (token) {
      case START_OBJECT -> object(budget.depth(depth), nameLength);
      case START_ARRAY -> array(budget.depth(depth), nameLength);
      case VALUE_STRING -> string(nameLength);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(token, nameLength);
      case VALUE_TRUE -> budget.leaf(nameLength, 4, true);
      case VALUE_FALSE -> budget.leaf(nameLength, 5, false);
      case VALUE_NULL -> budget.leaf(nameLength, 4, null);
      default -> throw new IllegalStateException("no JSON value begins with " + token);
    };
  }

  private Map<String, Object> object(int depth, int nameLength) throws IOException, Refusal {
    String name = parser.nextFieldName();
    if (name == null) {
      return budget.leaf(nameLength, 2, Collections.emptyMap());
    }
    Map<String, Object> members = new LinkedHashMap<>();
    for (; name != null; name = parser.nextFieldName()) {
      int length = budget.name(nameLength + FlatName.length(paired(name)));
      if (members.containsKey(name)) {
        throw new Refusal(
            "duplicate-member",
            "The body has the same member twice",
            "an object has two members of the name " + FlatName.quoted(name));
      }
      members.put(name, value(parser.nextToken(), depth + 1, length));
    }
    return Collections.unmodifiableMap(members);
  }

  private List<Object> array(int depth, int nameLength) throws IOException, Refusal {
    JsonToken token = parser.nextToken();
    if (token == JsonToken.END_ARRAY) {
      return budget.leaf(nameLength, 2, Collections.emptyList());
    }
    List<Object> elements = new ArrayList<>();
    for (; token != JsonToken.END_ARRAY; token = parser.nextToken()) {
      int length = budget.name(nameLength + FlatName.length(elements.size()));
      elements.add(value(token, depth + 1, length));
    }
    return Collections.unmodifiableList(elements);
  }

  private String string(int nameLength) throws IOException, Refusal {
    String string = paired(parser.getText());
    return budget.leaf(nameLength, string.length(), string);
  }

  private Number number(JsonToken token, int nameLength) throws IOException, Refusal {
    int length = budget.number(parser.getTextLength());
    if (token == JsonToken.VALUE_NUMBER_INT && length <= LONG_DIGITS) {
      long value = parser.getLongValue();
      if (value != 0 || length == 1) { // not -0
        return budget.leaf(nameLength, length, value);
      }
    }
    String number = parser.getText();
    if (!JsonNumber.inRange(number)) {
      throw new Refusal(
          "number-out-of-range",
          "A number in the body is out of range",
          "the exponent of a number has more than " + JsonNumber.MAX_EXPONENT_DIGITS + " digits");
    }
    return budget.leaf(nameLength, length, JsonNumber.of(number));
  }

  private String paired(String string) throws Refusal {
    int lone = escapes ? Utf8.loneSurrogate(string) : -1;
    if (lone >= 0) {
      String escape = String.format("\\u%04x", (int) string.charAt(lone));
      throw Refusal.notJson("the string that begins here has " + escape + " without its pair");
    }
    return string;
  }
}
