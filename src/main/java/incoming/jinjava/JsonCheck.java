package incoming.jinjava;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Whether a rendered text is exactly one JSON value (RFC 8259), without duplicate members. */
final class JsonCheck {
  private static final JsonFactory STRICT =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNameLength(Limits.TEXT)
                  .maxNumberLength(Limits.TEXT)
                  .maxStringLength(Limits.TEXT)
                  .build())
          .build();

  private JsonCheck() {}

  /** What is wrong with {@code text} and where, without its values; empty when it is JSON. */
  static Optional<String> fault(String text) {
    try (JsonParser json = STRICT.createParser(text)) {
      if (json.nextToken() == null) {
        return Optional.of("the rendered text is empty, not JSON");
      }
      json.skipChildren();
      return json.nextToken() == null
          ? Optional.empty()
          : Optional.of(fault(text, json.currentTokenLocation(), "there is text after the value"));
    } catch (JsonProcessingException e) {
      return Optional.of(fault(text, e.getLocation(), "it is not JSON"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String fault(String text, JsonLocation at, String what) {
    if (at == null) { // a limit of the parser, told without a place
      return "the rendered text is refused: it is nested too deeply";
    }
    int offset = (int) at.getCharOffset();
    String found =
        offset >= 0 && offset < text.length() && "{}[],:\"".indexOf(text.charAt(offset)) >= 0
            ? ", before '" + text.charAt(offset) + "'"
            : "";
    return "the rendered text is refused at its line "
        + at.getLineNr()
        + ", column "
        + at.getColumnNr()
        + found
        + ": "
        + what;
  }
}
