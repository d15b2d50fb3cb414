package incoming.jinjava;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import incoming.event.Event;
import incoming.event.JsonNumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Events and templates for the tests of this package. */
final class Samples {
  static final String CART =
      """
      {"customer_email":"anna@example.com","order_number":"A-1001","products":[{"group_id":"g-1",\
      "name":"Boots","image_url":"https://shop.example/boots.jpg",\
      "price":{"amount":119.90,"currency":"EUR"}}]}""";

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNameLength(Limits.TEXT).build())
          .build();

  private Samples() {}

  static Event event(String body) {
    return event(parse(body));
  }

  static Event event(Object body) {
    Map<String, Object> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.put("x-request-id", "r-1");
    return new Event("e-1", "p-1", null, 1_700_000_000_000L, "POST", headers, Map.of(), body);
  }

  /** What a JSON template renders from {@code body}. */
  static String json(String template, Object body) {
    return reader(Path.of("nowhere"), "t.json.j2", template).render(event(body));
  }

  static String json(String template, String body) {
    return json(template, parse(body));
  }

  /** What a text template renders from {@code body}. */
  static String text(String template, String body) {
    return reader(Path.of("nowhere"), "t.txt.j2", template).render(event(body));
  }

  static Template reader(Path folder, String name, String template) {
    return TemplateReader.read(
        new TemplateFolder(folder), Format.of(name), name, template, System::nanoTime);
  }

  /** {@code json} as the values of an event: numbers print as they are written. */
  static Object parse(String json) {
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      return value(parser);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> array(parser);
      case VALUE_STRING -> parser.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> number(parser.getText());
    };
  }

  private static Map<String, Object> object(JsonParser parser) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      members.put(name, value(parser));
    }
    return members;
  }

  private static List<Object> array(JsonParser parser) throws IOException {
    List<Object> elements = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      elements.add(value(parser));
    }
    return elements;
  }

  static Number number(String text) {
    if (new BigDecimal(text).toString().equals(text)) {
      BigDecimal decimal = new BigDecimal(text);
      BigInteger integer = decimal.scale() == 0 ? decimal.unscaledValue() : null;
      if (integer != null) {
        return integer.bitLength() < 64 ? (Number) integer.longValue() : integer;
      }
      return decimal;
    }
    return new JsonNumber(text);
  }
}
