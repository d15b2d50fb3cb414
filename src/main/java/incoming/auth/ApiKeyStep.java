package incoming.auth;

import incoming.http.Answer;
import incoming.http.Problem;
import incoming.http.Request;
import incoming.route.NotDeclaredException;
import incoming.route.Step;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * The step {@code incoming:api-key?header=X-Api-Key&key=<names>}: lets a request pass that presents
 * one of some secrets in a header, {@code X-Api-Key} unless said otherwise.
 *
 * <p>Compared in constant time by SHA-256, all keys each time; one that was disabled or deleted
 * since the route was loaded is none. The header does not become part of the event. Refuses with
 * 401 or, while the keys cannot be read, 503. Thread-safe. A key in the query does not count:
 * addresses are logged on their way. Proves nothing about the body; a signature does.
 */
final class ApiKeyStep implements Step {
  private static final int LONGEST = 512;

  private final ApiKeys keys;

  ApiKeyStep(ApiKeys keys) {
    this.keys = keys;
  }

  @Override
  public Processor create(Map<String, Object> all) {
    StepOptions options = new StepOptions("api-key", all);
    String text = options.required("key", "names of keys; " + keys.known());
    List<String> names = Stream.of(text.split(",", -1)).map(String::strip).toList();
    for (String name : names) {
      if (!keys.names().contains(name)) {
        throw new NotDeclaredException(
            "key=" + text + ": there is no API key '" + name + "'; " + keys.known());
      }
    }
    String header = options.take("header", StepOptions::header).orElse("X-Api-Key");
    return exchange -> process(exchange, header, names);
  }

  private void process(Exchange exchange, String header, List<String> names) {
    Request request = Request.of(exchange);
    try {
      admit(request.headers().getAll(header), header, names);
      exchange.setProperty(Request.PROPERTY, request.without(header));
    } catch (Refusal refusal) {
      Answer.refuse(exchange, refusal.problem());
    }
  }

  private void admit(List<String> values, String header, List<String> names) throws Refusal {
    if (values.isEmpty()) {
      throw refusal(
          "api-key-missing",
          "This integration needs an API key",
          "the header " + header + " is missing",
          header);
    }
    if (values.size() > 1) {
      throw invalid("there is more than one header " + header, header);
    }
    if (values.get(0).length() > LONGEST) {
      throw invalid("the key is longer than " + LONGEST + " characters", header);
    }
    // The bytes as they were sent: that is how the server reads headers.
    SecretDigest presented = SecretDigest.of(values.get(0).getBytes(StandardCharsets.ISO_8859_1));
    keys.used(
        known(presented, names)
            .orElseThrow(() -> invalid("it is not a key of this integration", header)));
  }

  /** All are compared, whichever it is; that one cannot be read does not keep out another. */
  private Optional<KnownKey> known(SecretDigest presented, List<String> names) throws Refusal {
    KnownKey match = null;
    Refusal unreadable = null;
    for (String name : names) {
      try {
        KnownKey key = keys.named(name).orElse(null);
        match = key != null && key.digest().isSameAs(presented) && !key.isDisabled() ? key : match;
      } catch (Refusal refusal) {
        unreadable = refusal;
      }
    }
    if (match == null && unreadable != null) {
      throw unreadable;
    }
    return Optional.ofNullable(match);
  }

  private static Refusal invalid(String detail, String header) {
    return refusal("api-key-invalid", "The API key is not valid", detail, header);
  }

  private static Refusal refusal(String name, String title, String detail, String header) {
    return Refusal.of(
        Problem.of(401, name, title, detail)
            .with("WWW-Authenticate", "ApiKey realm=\"incoming\", header=\"" + header + "\""));
  }
}
