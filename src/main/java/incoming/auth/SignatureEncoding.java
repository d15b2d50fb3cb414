package incoming.auth;

import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/** How the bytes of a signature are written in a header. */
enum SignatureEncoding {
  HEX {
    @Override
    byte[] bytes(String text) {
      return HexFormat.of().parseHex(text);
    }

    @Override
    String form(int length) {
      return 2 * length + " hexadecimal digits";
    }
  },
  BASE64 {
    @Override
    byte[] bytes(String text) {
      return Base64.getDecoder().decode(text);
    }

    @Override
    String form(int length) {
      return "the base64 of " + length + " bytes";
    }
  };

  abstract byte[] bytes(String text);

  /** What a signature of {@code length} bytes looks like, in words. */
  abstract String form(int length);

  /** The {@code length} bytes that {@code text} is; empty when it is anything else. */
  Optional<byte[]> decode(String text, int length) {
    try {
      return Optional.of(bytes(text)).filter(bytes -> bytes.length == length);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // a signature that cannot be read is not one
    }
  }
}
