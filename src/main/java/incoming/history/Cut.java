package incoming.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CodingErrorAction;

/** The beginning of a text that somebody else wrote. */
final class Cut {
  private static final int MOST_BYTES_OF_A_CHAR = 3;

  private Cut() {}

  /** The first characters of {@code text} that are {@code bytes} of UTF-8 or less, none halved. */
  static String to(int bytes, String text) {
    if (text == null || text.length() <= bytes / MOST_BYTES_OF_A_CHAR) {
      return text;
    }
    CharBuffer in = CharBuffer.wrap(text);
    UTF_8
        .newEncoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .encode(in, ByteBuffer.allocate(bytes), true);
    return text.substring(0, in.position());
  }
}
