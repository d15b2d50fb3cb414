package incoming.integration;

import incoming.event.ParameterText;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A header of the outgoing request.
 *
 * @param text may have parameters of the event in braces, {@code order {body.order.id}}, and
 *     placeholders of the settings, {@code {{tenant}}}
 */
public record Header(String name, String text) {
  private static final int LONGEST = 1000;
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[^{}]+}}");

  /** What the call itself says, and what would be a secret in clear. */
  private static final Set<String> OTHERS =
      Set.of("connection", "content-length", "host", "idempotency-key", "transfer-encoding");

  private static final Set<String> SECRET =
      Set.of("authorization", "cookie", "proxy-authorization");

  public Header {
    name = Texts.orEmpty(name);
    text = Texts.orEmpty(text);
  }

  void check(Faults faults) {
    String lower = name.toLowerCase(Locale.ROOT);
    faults.at("name").header(name, "X-Shop");
    if (SECRET.contains(lower)) {
      faults.at("name").add("is set by credentials; declare them and name them");
    } else if (OTHERS.contains(lower) || lower.startsWith("camel")) {
      faults.at("name").add("is set by the call itself");
    }
    text(faults.at("text"));
  }

  private void text(Faults faults) {
    faults.line(text, LONGEST);
    if (text.isEmpty()) {
      faults.add("is empty");
    } else if (!text.strip().equals(text)) {
      faults.add("begins or ends with a blank, which is not sent");
    } else if (text.startsWith("resource:")) {
      faults.add("begins with resource:, which would send a file of this machine");
    }
    String masked = PLACEHOLDER.matcher(text).replaceAll("x");
    faults.withoutPlaceholder(masked);
    Texts.check(() -> ParameterText.parse(masked), faults);
  }
}
