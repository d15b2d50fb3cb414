package incoming;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import incoming.config.ConfigurationException;
import incoming.config.Nearest;
import incoming.route.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.PropertyBindingException;
import org.apache.camel.TypeConversionException;

/** Why a start failed, in words that a person can act on, and without the value of any setting. */
final class StartFailure {
  /** Every setting of Camel Main, as its jar describes them. */
  private static final String CAMEL = "/META-INF/camel-main-configuration-metadata.json";

  private StartFailure() {}

  /** Our own words if there are any, else what Camel or the JVM says. */
  static String of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConfigurationException) {
        return cause.getMessage();
      } else if (cause instanceof PropertyBindingException binding && key(binding) != null) {
        return key(binding) + ": " + problem(binding);
      } else if (cause instanceof Error) {
        return cause.toString();
      }
    }
    return Reason.of(failure);
  }

  private static String key(PropertyBindingException failure) {
    String prefix = failure.getOptionPrefix();
    if (prefix == null || failure.getOptionKey() == null) {
      return failure.getPropertyName();
    }
    return (prefix.endsWith(".") ? prefix : prefix + ".") + failure.getOptionKey();
  }

  private static String problem(PropertyBindingException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TypeConversionException wrong) {
        return "this is not a value of the type " + wrong.getToType().getSimpleName();
      }
    }
    if (failure.getCause() != null) {
      return "cannot be set: " + failure.getCause().getClass().getSimpleName();
    }
    return "there is no such setting of Camel"
        + Nearest.to(key(failure), known()).map(near -> "; did you mean " + near + "?").orElse("");
  }

  private static List<String> known() {
    List<String> names = new ArrayList<>();
    try (InputStream metadata = PropertyBindingException.class.getResourceAsStream(CAMEL)) {
      if (metadata != null) {
        for (JsonNode property : new ObjectMapper().readTree(metadata).path("properties")) {
          names.add(property.path("name").asText());
        }
      }
    } catch (IOException e) {
      return List.of(); // a suggestion less
    }
    return names;
  }
}
