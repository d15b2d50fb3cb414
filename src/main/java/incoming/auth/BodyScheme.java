package incoming.auth;

import io.vertx.core.MultiMap;
import javax.crypto.spec.SecretKeySpec;

/**
 * One signature over the body alone.
 *
 * <p>Without a time in it, a request that was overheard can be sent again for ever: deduplicate by
 * something in the body, which cannot be changed.
 *
 * @param prefix what stands before the signature, such as {@code sha256=}; may be empty
 */
record BodyScheme(String header, String prefix, SignatureEncoding encoding, Hash hash)
    implements SignatureScheme {

  /** GitHub's, since 2020. Source: GitHub Docs, "Validating webhook deliveries". */
  static final BodyScheme GITHUB =
      new BodyScheme("X-Hub-Signature-256", "sha256=", SignatureEncoding.HEX, Hash.SHA256);

  /** Shopify's. Source: shopify.dev, "Verify webhook deliveries". */
  static final BodyScheme SHOPIFY =
      new BodyScheme("X-Shopify-Hmac-Sha256", "", SignatureEncoding.BASE64, Hash.SHA256);

  @Override
  public SignatureClaim read(MultiMap headers) throws Refusal {
    String value = SignatureHeaders.one(headers, header, header);
    if (!value.startsWith(prefix)) {
      throw SignatureRefusals.invalid(header, "the header " + header + " begins with " + prefix);
    }
    return encoding
        .decode(value.substring(prefix.length()), hash.length())
        .map(SignatureClaim::ofBody)
        .orElseThrow(
            () ->
                SignatureRefusals.invalid(
                    header, "the signature is " + encoding.form(hash.length())));
  }

  @Override
  public SecretKeySpec secret(SigningKey key) {
    return new SecretKeySpec(key.bytes(), hash.algorithm());
  }
}
