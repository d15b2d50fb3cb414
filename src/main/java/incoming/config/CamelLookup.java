package incoming.config;

import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.PropertiesFunction;

/**
 * What one placeholder stands for in a Camel context, for {@link Settings}.
 *
 * <p>The value is as it was written, with no placeholder in it replaced; the messages of the
 * exceptions may tell it. As thread-safe as the context.
 */
public final class CamelLookup implements UnaryOperator<String> {
  private final CamelContext camel;

  /** Looks up the properties, functions and variables of {@code camel}. */
  public CamelLookup(CamelContext camel) {
    this.camel = camel;
  }

  @Override
  public String apply(String key) {
    PropertiesComponent properties = camel.getPropertiesComponent();
    int colon = key.indexOf(':');
    PropertiesFunction function =
        colon < 0 ? null : properties.getPropertiesFunction(key.substring(0, colon));
    if (function == null || function.lookupFirst(key.substring(colon + 1))) {
      return camel.resolvePropertyPlaceholders("{{" + key + "}}?nested=false");
    }
    // Not by the way above: Camel takes the escaping backslashes out of what a function answers.
    String value = function.apply(key.substring(colon + 1));
    if (value == null && !function.optional(key.substring(colon + 1))) {
      throw new IllegalArgumentException("{{" + key + "}} stands for nothing");
    }
    return value;
  }
}
