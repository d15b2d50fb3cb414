package incoming.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * JSON of the API, read strictly and written without what is {@code null}.
 *
 * <p>Refused: what is not UTF-8, duplicate and unknown members, text after the value, a number for
 * a string or the other way round, {@code null} in an array, more than 64 levels. Not loaded before
 * the first request.
 */
final class Json {
  static final int DEEPEST = 64;
  static final ObjectMapper MAPPER = mapper();

  private Json() {}

  private static ObjectMapper mapper() {
    JsonFactory factory =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();
    return JsonMapper.builder(factory)
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
        .withCoercionConfig(
            LogicalType.Textual,
            config ->
                config
                    .setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .withConfigOverride(
            List.class, list -> list.setSetterInfo(JsonSetter.Value.forContentNulls(Nulls.FAIL)))
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(
                JsonInclude.Include.NON_NULL, JsonInclude.Include.USE_DEFAULTS))
        .build();
  }

  /** The body as a {@code type}; its own rules are checked by whoever uses it. */
  static <T> T read(byte[] body, Class<T> type) throws Refusal {
    if (body.length == 0) {
      throw Refusals.json("There is no body.");
    }
    try (JsonParser json = MAPPER.createParser(text(body))) {
      T value = MAPPER.readValue(json, type);
      if (value == null) {
        throw Refusals.field("", "must not be null");
      }
      // Jackson's own check would take it for a field of the wrong type.
      if (json.nextToken() != null) {
        throw JsonFault.malformed(json.currentTokenLocation());
      }
      return value;
    } catch (JsonProcessingException e) {
      throw JsonFault.of(e);
    } catch (IOException e) {
      throw new UncheckedIOException("text was read from memory", e);
    }
  }

  /** The body as text. */
  static String text(byte[] utf8) throws Refusal {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw Refusals.json("It is not UTF-8 text.");
    }
  }
}
