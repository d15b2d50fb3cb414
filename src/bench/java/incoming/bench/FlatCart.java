package incoming.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The floor's JSON: a body to its leaves by flat name, and those to the outgoing body. */
final class FlatCart {
  private static final JsonFactory JSON = new JsonFactory();
  private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

  private FlatCart() {}

  static Map<String, String> read(byte[] body) throws IOException {
    Map<String, String> leaves = new HashMap<>();
    try (JsonParser parser = JSON.createParser(body)) {
      parser.nextToken();
      value(parser, new StringBuilder("body"), leaves);
    }
    return leaves;
  }

  private static void value(JsonParser parser, StringBuilder name, Map<String, String> leaves)
      throws IOException {
    int length = name.length();
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      for (String member = parser.nextFieldName();
          member != null;
          member = parser.nextFieldName()) {
        parser.nextToken();
        value(parser, name.append('.').append(member), leaves);
        name.setLength(length);
      }
    } else if (parser.currentToken() == JsonToken.START_ARRAY) {
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        value(parser, name.append('[').append(i).append(']'), leaves);
        name.setLength(length);
      }
    } else {
      leaves.put(name.toString(), parser.getText());
    }
  }

  /** What the template {@code bench/cart.json.j2} writes, byte by byte. */
  static String outgoing(Map<String, String> cart) {
    StringBuilder out = new StringBuilder(1024);
    out.append("{\n  \"action\": \"goal.achieve\",\n  \"label\": \"Cart abandoned\",\n");
    out.append("  \"client\": {\n    \"email\": \"");
    escape(cart.get("body.customer.email"), out);
    out.append("\"\n  },\n  \"params\": {\n    \"orderNumber\": \"");
    escape(cart.get("body.order_number"), out);
    out.append("\",\n    \"products\": [");
    for (int i = 0; product(cart, i, "group_id") != null; i++) {
      out.append(
          i == 0 ? "\n      {\n        \"groupId\": \"" : ",\n      {\n        \"groupId\": \"");
      escape(product(cart, i, "group_id"), out);
      out.append("\",\n        \"name\": \"");
      escape(product(cart, i, "name"), out);
      out.append("\",\n        \"price\": ");
      out.append(product(cart, i, "price.amount"));
      out.append("\n      }");
    }
    return out.append("\n    ]\n  }\n}\n").toString();
  }

  private static String product(Map<String, String> cart, int index, String member) {
    return cart.get("body.products[" + index + "]." + member);
  }

  private static void escape(String text, StringBuilder out) {
    ENCODER.quoteAsString(text, out);
  }
}
