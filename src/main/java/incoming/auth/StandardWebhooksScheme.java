package incoming.auth;

import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;

/**
 * The symmetric signatures of Standard Webhooks: {@code v1,<base64>} over {@code
 * <id>.<seconds>.<body>}, several of them with blanks between.
 *
 * <p>Asymmetric ones ({@code v1a}) do not count. Source: Standard Webhooks 1.0.0.
 */
final class StandardWebhooksScheme implements SignatureScheme {
  private static final String SIGNATURE = "webhook-signature";
  private static final String VERSION = "v1,";

  /** Without a full stop: it would let a signed text be cut in other places. */
  private static final Pattern ID = Pattern.compile("[!-~&&[^.]]{1,256}");

  private static final int SHORTEST_SECRET = 24;
  private static final int LONGEST_SECRET = 64;

  @Override
  public String header() {
    return SIGNATURE;
  }

  @Override
  public boolean isTimed() {
    return true;
  }

  @Override
  public SecretKeySpec secret(SigningKey key) {
    byte[] bytes = key.bytesAfter("whsec_");
    if (bytes.length < SHORTEST_SECRET || bytes.length > LONGEST_SECRET) {
      throw new IllegalArgumentException(
          "incoming.keys.%s.signing-secret has %d bytes; it needs %d to %d"
              .formatted(key.name(), bytes.length, SHORTEST_SECRET, LONGEST_SECRET));
    }
    return new SecretKeySpec(bytes, Hash.SHA256.algorithm());
  }

  @Override
  public SignatureClaim read(MultiMap headers) throws Refusal {
    String value = SignatureHeaders.one(headers, SIGNATURE, SIGNATURE);
    String id = SignatureHeaders.one(headers, "webhook-id", SIGNATURE);
    String second = SignatureHeaders.one(headers, "webhook-timestamp", SIGNATURE);
    if (!ID.matcher(id).matches()) {
      throw SignatureRefusals.invalid(
          SIGNATURE, "webhook-id is up to 256 visible characters without a full stop");
    }
    List<byte[]> signatures = new ArrayList<>(2);
    for (String item : value.split(" ", -1)) {
      if (item.startsWith(VERSION)) {
        SignatureEncoding.BASE64
            .decode(item.substring(VERSION.length()), Hash.SHA256.length())
            .ifPresent(signatures::add);
      }
    }
    if (signatures.isEmpty()) {
      throw SignatureRefusals.invalid(
          SIGNATURE, "there is no v1, with the base64 of 32 bytes in webhook-signature");
    }
    return new SignatureClaim(
        SignatureHeaders.seconds(second, SIGNATURE),
        (id + "." + second + ".").getBytes(StandardCharsets.US_ASCII),
        signatures);
  }
}
