package incoming.console;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Jackson finds wrong in a body, with its place and in words that name no class. */
final class JsonFault {
  private JsonFault() {}

  /** 400 for what is no JSON, and 422 for a field that is not as it should be. */
  static Refusal of(JsonProcessingException fault) {
    for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
      if (cause instanceof StreamConstraintsException) {
        return Refusals.json(
            "It has more than %d levels, or a name or a number in it is too long."
                .formatted(Json.DEEPEST));
      } else if (cause instanceof InputCoercionException number) {
        return refused(fault, "must be " + kind(number.getTargetType()));
      } else if (cause instanceof JsonParseException malformed) {
        return malformed(malformed.getLocation());
      }
    }
    if (fault instanceof InvalidTypeIdException type) {
      return Refusals.field(pointer(type) + "/type", type(type));
    } else if (fault instanceof JsonMappingException mapping) {
      return refused(mapping, words(mapping));
    }
    return malformed(fault.getLocation());
  }

  static Refusal malformed(JsonLocation place) {
    return Refusals.json(
        "It breaks off, is malformed or has a member twice at line %d, column %d."
            .formatted(place.getLineNr(), place.getColumnNr()));
  }

  private static Refusal refused(JsonProcessingException fault, String detail) {
    return Refusals.field(
        fault instanceof JsonMappingException mapping ? pointer(mapping) : "", detail);
  }

  private static String words(JsonMappingException fault) {
    if (fault instanceof UnrecognizedPropertyException unknown) {
      return "unknown member" + known(unknown);
    } else if (fault instanceof InvalidNullException) {
      return "must not be null";
    } else if (fault instanceof MismatchedInputException mismatch) {
      return "must be " + wanted(mismatch);
    }
    return rule(fault);
  }

  private static String known(UnrecognizedPropertyException fault) {
    if (fault.getKnownPropertyIds() == null || fault.getKnownPropertyIds().isEmpty()) {
      return "; there may be none here";
    }
    return fault.getKnownPropertyIds().stream()
        .map(Object::toString)
        .sorted()
        .collect(Collectors.joining(", ", "; known are ", ""));
  }

  private static String type(InvalidTypeIdException fault) {
    JsonSubTypes types = fault.getBaseType().getRawClass().getAnnotation(JsonSubTypes.class);
    String names =
        Stream.of(types.value())
            .map(JsonSubTypes.Type::name)
            .sorted()
            .collect(Collectors.joining(", "));
    return fault.getTypeId() == null ? "is missing; one of " + names : "must be one of " + names;
  }

  private static String wanted(MismatchedInputException fault) {
    Class<?> wanted = fault.getTargetType();
    return fault instanceof InvalidFormatException && wanted != null && wanted.isEnum()
        ? "one of "
            + Stream.of(wanted.getEnumConstants())
                .map(constant -> Json.MAPPER.valueToTree(constant).asText())
                .collect(Collectors.joining(", "))
        : kind(wanted);
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
  private static String rule(JsonMappingException fault) {
    for (Throwable cause = fault.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof IllegalArgumentException && cause.getMessage() != null) {
        return cause.getMessage();
      }
    }
    return "is not valid";
  }

  private static String pointer(JsonMappingException fault) {
    JsonPointer pointer = JsonPointer.empty();
    for (JsonMappingException.Reference step : fault.getPath()) {
      pointer =
          step.getFieldName() == null
              ? pointer.appendIndex(Math.max(0, step.getIndex()))
              : pointer.appendProperty(step.getFieldName());
    }
    return pointer.toString();
  }
}
