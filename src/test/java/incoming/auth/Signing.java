package incoming.auth;

import incoming.config.Settings;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Processor;

/** The step "signature" over the secrets that the tests and the providers' examples use. */
final class Signing {
  static final String GITHUB = "It's a Secret to Everybody";
  static final String SLACK = "8f742231b10e8888abcd99yyyzzz85a5";
  static final String STANDARD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  static final String STRIPE = "whsec_5f0c2d9b7a1e4c3d8b6a9f0e1d2c3b4a";
  static final String STRIPE_NEXT = "whsec_00000000000000000000000000000000";

  private static final SignatureStep STEP = new SignatureStep(keys());

  private Signing() {}

  private static Keys keys() {
    Map<String, String> values = new HashMap<>();
    values.put("incoming.keys.github.signing-secret", GITHUB);
    values.put("incoming.keys.slack.signing-secret", SLACK);
    values.put("incoming.keys.standard.signing-secret", STANDARD);
    values.put("incoming.keys.stripe.signing-secret", STRIPE);
    values.put("incoming.keys.stripe-next.signing-secret", STRIPE_NEXT);
    values.put("incoming.keys.shopify.signing-secret", "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");
    values.put("incoming.keys.meta.signing-secret", "0123456789abcdef0123456789abcdef");
    values.put("incoming.keys.meta.verify-token", "meaty-ham-hock");
    values.put("incoming.keys.meta-next.signing-secret", "fedcba9876543210fedcba9876543210");
    values.put("incoming.keys.meta-next.verify-token", "a-t\u00f6ken-to-come");
    values.put(
        "incoming.keys.binary.signing-secret",
        "base64:AAECAwABAgMAAQIDAAECAwABAgMAAQIDAAECAwABAgM=");
    Settings settings = new Settings(values);
    Keys keys = Keys.read(settings);
    if (!settings.problems().isEmpty()) {
      throw new IllegalStateException(settings.problems().toString());
    }
    return keys;
  }

  /** The step with these options: name, value, name, value. */
  static Processor step(String... options) {
    Map<String, Object> map = new HashMap<>();
    for (int i = 0; i < options.length; i += 2) {
      map.put(options[i], options[i + 1]);
    }
    Processor step = STEP.create(map);
    if (!map.isEmpty()) {
      throw new IllegalArgumentException("left over " + map.keySet());
    }
    return step;
  }
}
