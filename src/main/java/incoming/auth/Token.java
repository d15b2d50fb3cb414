package incoming.auth;

import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A signed token in its compact form, taken apart but not verified: nothing in it is true yet.
 *
 * <p>Exactly three parts of base64url as RFC 7515 writes it: no padding, no white space, no bits to
 * spare, so that one token has one spelling.
 *
 * @param signed the bytes that the signature is over
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record Token(TokenHeader header, Claims claims, byte[] signed, Base64URL signature) {

  static Token read(String compact) throws Refusal {
    String[] parts = compact.split("\\.", -1);
    if (parts.length == 5) {
      throw Refusal.invalid("an encrypted token is not accepted");
    }
    if (parts.length != 3) {
      throw Refusal.invalid("the token does not have three parts with dots between them");
    }
    TokenHeader header = TokenHeader.read(decode("header", parts[0]));
    Claims claims = Claims.read(decode("payload", parts[1]));
    decode("signature", parts[2]);
    int end = compact.lastIndexOf('.');
    return new Token(
        header,
        claims,
        compact.substring(0, end).getBytes(StandardCharsets.US_ASCII),
        new Base64URL(parts[2]));
  }

  private static byte[] decode(String part, String text) throws Refusal {
    try {
      byte[] bytes = Base64.getUrlDecoder().decode(text);
      if (Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text)) {
        return bytes;
      }
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("the " + part + " of the token is not base64url");
    }
    throw Refusal.invalid("the " + part + " of the token is not base64url without padding");
  }
}
