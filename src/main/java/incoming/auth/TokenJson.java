package incoming.auth;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads the JSON object of a token's header or payload, strictly.
 *
 * <p>Refused: what is not UTF-8, duplicate members at any depth (two readers could see two
 * different tokens), anything after the object, more than 32 levels.
 */
final class TokenJson {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          // Names are the sender's: a shared table of them would be his to fill.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(32).build())
          .build();

  private TokenJson() {}

  /** Takes one member of the object; the parser stands on its value. */
  @FunctionalInterface
  interface Member {
    void read(String name, JsonParser json) throws IOException, Refusal;
  }

  /** Hands every member of the object to {@code member}. {@code part} names it in a refusal. */
  static void read(String part, byte[] utf8, Member member) throws Refusal {
    try (JsonParser json = JSON.createParser(text(utf8))) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw Refusal.invalid("the " + part + " of the token is not a JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        member.read(name, json);
        json.skipChildren();
      }
      if (json.nextToken() != null) {
        throw Refusal.invalid("the " + part + " of the token has text after its JSON object");
      }
    } catch (IOException e) {
      throw Refusal.invalid("the " + part + " of the token is not well-formed JSON");
    }
  }

  /** The string that the parser stands on. */
  static String string(String name, JsonParser json) throws IOException, Refusal {
    if (json.currentToken() != JsonToken.VALUE_STRING) {
      throw Refusal.invalid(name + " is not a string");
    }
    return json.getText();
  }

  private static String text(byte[] utf8) throws IOException {
    // Jackson would also take UTF-16 and UTF-32, and new String() would mend broken UTF-8.
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
  }
}
