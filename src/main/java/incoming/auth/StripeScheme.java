package incoming.auth;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The signatures of Stripe: {@code t=<seconds>,v1=<hex>}, over {@code <seconds>.<body>}.
 *
 * <p>While its secret is being changed, Stripe sends a {@code v1} for the old one and one for the
 * new one. Signatures of other versions do not count. Source: Stripe Docs, "Verify webhook
 * signatures manually".
 */
final class StripeScheme implements SignatureScheme {
  private static final String SIGNATURE = "Stripe-Signature";

  @Override
  public String header() {
    return SIGNATURE;
  }

  @Override
  public boolean isTimed() {
    return true;
  }

  @Override
  public SignatureClaim read(MultiMap headers) throws Refusal {
    String second = null;
    List<byte[]> signatures = new ArrayList<>(2);
    for (String item : SignatureHeaders.one(headers, SIGNATURE, SIGNATURE).split(",", -1)) {
      String pair = item.strip();
      if (pair.startsWith("t=")) {
        if (second != null) {
          throw SignatureRefusals.invalid(SIGNATURE, "there is more than one t=");
        }
        second = pair.substring(2);
      } else if (pair.startsWith("v1=")) {
        SignatureEncoding.HEX
            .decode(pair.substring(3), Hash.SHA256.length())
            .ifPresent(signatures::add);
      }
    }
    if (second == null || signatures.isEmpty()) {
      throw SignatureRefusals.invalid(
          SIGNATURE, "the header Stripe-Signature is t=<seconds>,v1=<64 hexadecimal digits>");
    }
    return new SignatureClaim(
        SignatureHeaders.seconds(second, SIGNATURE),
        (second + ".").getBytes(StandardCharsets.US_ASCII),
        signatures);
  }
}
