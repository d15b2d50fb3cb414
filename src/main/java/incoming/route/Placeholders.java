package incoming.route;

import incoming.route.Finding.Severity;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * The placeholders {@code {{…}}} of a route file, resolved as Camel will resolve them.
 *
 * @param missing how bad it is when something is not there that belongs to the machine rather than
 *     to the files, such as an environment variable
 */
record Placeholders(CamelContext camel, Severity missing) {
  private static final String OPEN = "{{";
  private static final String CLOSE = "}}";

  /** One outermost placeholder of a text. */
  record Use(int offset, String text) {
    String key() {
      return text.substring(OPEN.length(), text.length() - CLOSE.length());
    }
  }

  /** Every outermost placeholder of {@code text}; an escaped one is none. */
  static List<Use> uses(String text) {
    List<Use> uses = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < text.length() - 1; i++) {
      if (text.charAt(i) == '\\') {
        i++;
      } else if (text.startsWith(OPEN, i)) {
        start = depth == 0 ? i : start;
        depth++;
        i++;
      } else if (text.startsWith(CLOSE, i) && depth > 0) {
        depth--;
        i++;
        if (depth == 0) {
          uses.add(new Use(start, text.substring(start, i + 1)));
        }
      }
    }
    return uses;
  }

  /** The same text, as long, without anything that has a meaning in a placeholder. */
  static String mask(String text) {
    StringBuilder masked = new StringBuilder(text);
    for (Use use : uses(text)) {
      int end = use.offset() + use.text().length();
      masked.replace(use.offset(), end, "_".repeat(use.text().length()));
    }
    return masked.toString();
  }

  /** What {@code text} stands for; empty when it cannot be resolved. */
  Optional<String> resolve(String text) {
    if (!text.contains(OPEN) && !text.contains(CLOSE)) {
      return Optional.of(text);
    }
    try {
      return Optional.ofNullable(camel.resolvePropertyPlaceholders(text)).or(() -> Optional.of(""));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** {@code message} with every value that a placeholder of {@code text} stands for put back. */
  String redact(String message, String text) {
    String redacted = message;
    for (Use use : uses(text)) {
      String value = resolve(use.text()).orElse("");
      if (!value.isEmpty()) {
        redacted =
            redacted
                .replace(value, use.text())
                .replace(URLEncoder.encode(value, StandardCharsets.UTF_8), use.text());
      }
    }
    return redacted;
  }

  void check(Document document, Findings findings) {
    Yaml.scalars(document.root(), scalar -> check(document, scalar, findings));
  }

  private void check(Document document, ScalarNode scalar, Findings findings) {
    if (resolve(scalar.getValue()).isPresent()) {
      return;
    }
    boolean told = false;
    for (Use use : uses(scalar.getValue())) {
      if (resolve(use.text()).isEmpty()) {
        told = true;
        Spot spot = document.inside(scalar, use.offset());
        String message = use.text() + " does not resolve: " + reason(use.key());
        if (isOfTheMachine(use.key())) {
          findings.lacking(spot, missing, message);
        } else {
          findings.error(spot, message);
        }
      }
    }
    if (!told) {
      findings.error(scalar, "{{ and }} are not in pairs; write \\{{ and \\}} for the text itself");
    }
  }

  private static boolean isOfTheMachine(String key) {
    return key.startsWith("env:") || key.startsWith("file:") || key.startsWith("sys:");
  }

  private static String reason(String key) {
    String name = key.substring(key.indexOf(':') + 1);
    if (key.startsWith("env:")) {
      return "the environment variable " + name + " is not set";
    } else if (key.startsWith("file:")) {
      return "the file " + name + " cannot be read";
    } else if (key.startsWith("sys:")) {
      return "the system property " + name + " is not set";
    } else if (key.strip().startsWith("request.")) {
      return "a template belongs into a file beside the route, such as orders.json.j2; or write"
          + " \\{{ and \\}}";
    }
    return "there is no such property; add it to application.properties or write {{"
        + key.strip()
        + ":default}}";
  }
}
