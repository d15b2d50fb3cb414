package incoming.console;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * JSON of the API, read strictly and written without what is {@code null}.
 *
 * <p>Refused: what is not UTF-8, duplicate and unknown members, text after the value, a number for
 * a string or the other way round, more than 64 levels. Not loaded before the first request.
 */
final class Json {
  static final ObjectMapper MAPPER = mapper();

  private Json() {}

  private static ObjectMapper mapper() {
    JsonFactory factory =
        JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(64).build())
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
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(
                JsonInclude.Include.NON_NULL, JsonInclude.Include.USE_DEFAULTS))
        .build();
  }

  /** The body as a {@code type}; its own rules are checked by whoever uses it. */
  static <T> T read(byte[] body, Class<T> type) throws Refusal {
    try (JsonParser json = MAPPER.createParser(text(body))) {
      T value = MAPPER.readValue(json, type);
      if (value == null) {
        throw Refusals.field("", "must not be null");
      }
      // Jackson's own check would take it for a field of the wrong type.
      if (json.nextToken() != null) {
        throw malformed(json.currentTokenLocation());
      }
      return value;
    } catch (UnrecognizedPropertyException e) {
      throw Refusals.field(pointer(e), "unknown member" + known(e));
    } catch (MismatchedInputException e) {
      throw body.length == 0
          ? Refusals.json("There is no body.")
          : Refusals.field(pointer(e), mismatch(e));
    } catch (JsonMappingException e) {
      throw Refusals.field(pointer(e), rule(e));
    } catch (JsonProcessingException e) {
      throw malformed(e.getLocation());
    } catch (IOException e) {
      throw new UncheckedIOException("text was read from memory", e);
    }
  }

  private static Refusal malformed(JsonLocation place) {
    return Refusals.json(
        "It breaks off or is malformed at line %d, column %d."
            .formatted(place.getLineNr(), place.getColumnNr()));
  }

  /** The body as text. */
  static String text(byte[] utf8) throws Refusal {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    } catch (CharacterCodingException e) {
      throw Refusals.json("It is not UTF-8 text.");
    }
  }

  private static String known(UnrecognizedPropertyException e) {
    if (e.getKnownPropertyIds() == null || e.getKnownPropertyIds().isEmpty()) {
      return "; there may be none here";
    }
    return e.getKnownPropertyIds().stream()
        .map(Object::toString)
        .sorted()
        .collect(Collectors.joining(", ", "; known are ", ""));
  }

  private static String mismatch(MismatchedInputException e) {
    if (e instanceof InvalidTypeIdException) {
      return "names no kind of this, or none at all";
    }
    Class<?> wanted = e.getTargetType();
    if (e instanceof InvalidFormatException && wanted != null && wanted.isEnum()) {
      return "must be one of "
          + java.util.Arrays.stream(wanted.getEnumConstants())
              .map(Object::toString)
              .collect(Collectors.joining(", "));
    }
    return "must be " + kind(wanted);
  }

  private static String kind(Class<?> wanted) {
    if (wanted == null) {
      return "of another type";
    } else if (wanted == String.class || wanted.isEnum()) {
      return "a string";
    } else if (wanted == boolean.class || wanted == Boolean.class) {
      return "true or false";
    } else if (Number.class.isAssignableFrom(wanted) || wanted.isPrimitive()) {
      return "a number that fits";
    } else if (List.class.isAssignableFrom(wanted) || wanted.isArray()) {
      return "an array";
    }
    return "an object";
  }

  /** What a record's own constructor says; Jackson's words would name classes. */
  private static String rule(JsonMappingException e) {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof InputCoercionException number) {
        return "must be " + kind(number.getTargetType());
      } else if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
        return cause.getMessage();
      }
    }
    return "is not valid";
  }

  private static String pointer(JsonMappingException e) {
    JsonPointer pointer = JsonPointer.empty();
    for (JsonMappingException.Reference step : e.getPath()) {
      pointer =
          step.getFieldName() == null
              ? pointer.appendIndex(Math.max(0, step.getIndex()))
              : pointer.appendProperty(step.getFieldName());
    }
    return pointer.toString();
  }
}
