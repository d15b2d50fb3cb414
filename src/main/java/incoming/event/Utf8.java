package incoming.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;

/** Bytes to text with nothing forgiven: no overlong form, no encoded surrogate, no cut sequence. */
final class Utf8 {
  private static final char REPLACEMENT = '\uFFFD';

  private Utf8() {}

  static String decode(byte[] bytes) throws Refusal {
    // Far faster than a decoder, and it leaves this character wherever it had to forgive.
    String text = new String(bytes, UTF_8);
    if (text.indexOf(REPLACEMENT) >= 0) {
      checkStrictly(bytes);
    }
    return text;
  }

  /** Where the first half of a surrogate pair stands without the other, or -1. */
  static int loneSurrogate(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
        if (!pair) {
          return i;
        }
        i++;
      }
    }
    return -1;
  }

  private static void checkStrictly(byte[] bytes) throws Refusal {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = UTF_8.newDecoder().decode(in, out, true);
    if (result.isError()) {
      int decoded = out.flip().length();
      throw new Refusal(
          "not-utf-8",
          "The body is not valid UTF-8",
          String.format(
              "%s: byte 0x%02x at offset %d is not UTF-8",
              Place.of(out, decoded), bytes[in.position()], in.position()));
    }
  }
}
