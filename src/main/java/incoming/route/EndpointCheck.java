package incoming.route;

import incoming.config.Nearest;
import incoming.jinjava.JinjavaEndpoint;
import incoming.jinjava.TemplateException;
import incoming.route.EndpointUse.Option;
import incoming.route.Finding.Severity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Endpoint;
import org.apache.camel.TypeConversionException;
import org.apache.camel.spi.EndpointUriFactory;

/**
 * Makes every endpoint that a file names, without starting or keeping it, to hear what its
 * component says.
 *
 * <p>The reason of a failure is told in the component's words, but with each placeholder put back
 * for what it stands for.
 */
final class EndpointCheck {
  private static final Set<String> SCHEMES =
      Set.of("http", "https", "incoming", "jinjava", "log", "platform-http");

  /** What the door and our targets take beside the options that Camel knows of, by scheme. */
  private static final Map<String, Set<String>> OWN_OPTIONS =
      Map.of(
          "platform-http",
          Set.of("maxBodySize", "formerPath", "formerUntil"),
          "http",
          Set.of("credentials"),
          "https",
          Set.of("credentials"));

  /** How Camel names the first option that it does not know, and its value. */
  private static final Pattern UNKNOWN = Pattern.compile("Unknown parameters=\\[\\{([^=]*)=");

  private final CamelContext camel;
  private final Placeholders placeholders;
  private final Document document;
  private final Findings findings;

  EndpointCheck(Placeholders placeholders, Document document, Findings findings) {
    this.camel = placeholders.camel();
    this.placeholders = placeholders;
    this.document = document;
    this.findings = findings;
  }

  void check(EndpointUse use) {
    if (use.isDynamic() || use.text().isBlank()) {
      return;
    }
    String scheme = use.scheme();
    Optional<String> misplaced = use.misplaced();
    if (misplaced.isPresent()) {
      findings.error(use.uri(), misplaced.get());
      return;
    }
    Component component;
    try {
      component = scheme.isEmpty() ? null : camel.getComponent(scheme);
    } catch (RuntimeException e) {
      findings.error(use.uri(), "the component '" + scheme + "' does not work: " + Reason.of(e));
      return;
    }
    if (component == null) {
      findings.error(use.uri(), unknown(use));
      return;
    }
    if (isSpelt(use, scheme)) {
      Optional<String> uri = placeholders.resolve(use.text());
      Optional<Map<String, Object>> parameters = parameters(use);
      if (uri.isPresent() && parameters.isPresent()) {
        attempt(use, component, uri.get(), parameters.get());
      }
    }
  }

  private String unknown(EndpointUse use) {
    Set<String> known = new TreeSet<>(SCHEMES);
    known.addAll(camel.getComponentNames());
    return use.scheme().isEmpty()
        ? "'"
            + use.text()
            + "' is no endpoint: it begins with a component, such as jinjava: or"
            + " https:"
        : "there is no component '" + use.scheme() + "'" + Nearest.hint(use.scheme(), known);
  }

  /**
   * Whether the component knows every option; one that takes any gets a warning for a near miss.
   */
  private boolean isSpelt(EndpointUse use, String scheme) {
    EndpointUriFactory factory = camel.getCamelContextExtension().getEndpointUriFactory(scheme);
    if (factory == null) {
      return true;
    }
    Set<String> known = new TreeSet<>(factory.propertyNames());
    known.addAll(OWN_OPTIONS.getOrDefault(scheme, Set.of()));
    boolean spelt = true;
    for (Option option : use.options(document)) {
      if (known.contains(option.name())
          || factory.multiValuePrefixes().values().stream().anyMatch(option.name()::startsWith)) {
        continue;
      }
      if (!factory.isLenientProperties()) {
        findings.error(
            option.spot(),
            scheme
                + ": has no option '"
                + option.name()
                + "'"
                + Nearest.hint(option.name(), known));
        spelt = false;
      } else {
        Nearest.to(option.name(), known)
            .ifPresent(
                near ->
                    findings.warning(
                        option.spot(),
                        "'"
                            + option.name()
                            + "' becomes part of the target's query; did you mean '"
                            + near
                            + "'?"));
      }
    }
    return spelt;
  }

  private Optional<Map<String, Object>> parameters(EndpointUse use) {
    Map<String, Object> resolved = new LinkedHashMap<>();
    for (Map.Entry<String, String> parameter : use.below().entrySet()) {
      Optional<String> value = placeholders.resolve(parameter.getValue());
      if (value.isEmpty()) {
        return Optional.empty();
      }
      resolved.put(parameter.getKey(), value.get());
    }
    return Optional.of(resolved);
  }

  private void attempt(
      EndpointUse use, Component component, String uri, Map<String, Object> parameters) {
    try {
      Endpoint endpoint = component.createEndpoint(uri, parameters);
      if (endpoint instanceof JinjavaEndpoint template) {
        template.createProducer();
      }
    } catch (TemplateException e) {
      findings.add(
          new Finding(findings.beside(e.file()), e.getLineNumber(), 1, Severity.ERROR, e.what()));
    } catch (NotDeclaredException e) {
      findings.lacking(Spot.of(use.uri()), placeholders.missing(), e.getMessage());
    } catch (Exception | LinkageError e) {
      if (!isOfOneOption(use, e)) {
        String reason = reason(use, e);
        findings.error(spot(use, reason), reason);
      }
    }
  }

  /** Where the option is written that {@code reason} begins with, else where the URI is. */
  private Spot spot(EndpointUse use, String reason) {
    return use.options(document).stream()
        .filter(
            option ->
                reason.startsWith(option.name() + ":") || reason.startsWith(option.name() + "="))
        .map(Option::spot)
        .findFirst()
        .orElse(Spot.of(use.uri()));
  }

  /** Whether {@code failure} is about a value of the wrong type, and of which option is told. */
  private boolean isOfOneOption(EndpointUse use, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TypeConversionException wrong) {
        Optional<String> value = Optional.of(String.valueOf(wrong.getValue()));
        for (Option option : use.options(document)) {
          if (placeholders.resolve(option.value()).equals(value)) {
            findings.error(
                option.spot(),
                "%s=%s: this is not a value of the type %s"
                    .formatted(option.name(), option.value(), wrong.getToType().getSimpleName()));
            return true;
          }
        }
      }
    }
    return false;
  }

  private String reason(EndpointUse use, Throwable failure) {
    String reason = Reason.of(failure);
    Matcher unknown = UNKNOWN.matcher(reason);
    if (unknown.find()) {
      return use.scheme() + ":" + use.path() + " has no option '" + unknown.group(1) + "'";
    }
    String texts = use.text() + " " + String.join(" ", use.below().values());
    return placeholders.redact(reason, texts);
  }
}
