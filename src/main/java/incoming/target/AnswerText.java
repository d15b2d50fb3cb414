package incoming.target;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;

/** The beginning of an answer's body as text that is safe to show; nothing of it is trusted. */
final class AnswerText {
  /** How many bytes of a body are shown. */
  static final int LENGTH = 2048;

  private static final Pattern TEXT =
      Pattern.compile("text/.+|application/(.+\\+)?(json|xml|javascript|x-www-form-urlencoded)");

  private static final Pattern MEDIA_TYPE = Pattern.compile("[a-z0-9.+-]{1,40}/[a-z0-9.+-]{1,60}");

  private AnswerText() {}

  /**
   * The text.
   *
   * @param entity what its headers say of the body; may be {@code null}
   * @param bytes holds the beginning of the body
   * @param length of {@code bytes} that are of the body
   * @param total bytes that were read, which may be fewer than there were
   */
  static String of(HttpEntity entity, byte[] bytes, int length, long total) {
    if (length == 0) {
      return "";
    }
    ContentType type = entity == null ? null : ContentType.parseLenient(entity.getContentType());
    String media =
        type == null || type.getMimeType() == null
            ? ""
            : type.getMimeType().toLowerCase(Locale.ROOT);
    boolean encoded = entity != null && entity.getContentEncoding() != null;
    if (encoded || !isText(media, bytes, length)) {
      return "(" + size(total) + " of " + name(media, encoded) + ")";
    }
    return shown(decoded(type, bytes, length));
  }

  private static boolean isText(String media, byte[] bytes, int length) {
    if (!media.isEmpty()) {
      return TEXT.matcher(media).matches();
    }
    for (int i = 0; i < length; i++) {
      if (bytes[i] == 0) {
        return false;
      }
    }
    return true;
  }

  private static String name(String media, boolean encoded) {
    String name = MEDIA_TYPE.matcher(media).matches() ? media : "binary data";
    return encoded ? "compressed " + name : name;
  }

  private static String size(long bytes) {
    return bytes < 1000 ? bytes + " B" : String.format(Locale.ROOT, "%.1f KB", bytes / 1000.0);
  }

  /** A character that is cut at the end is left out; what is none is a replacement character. */
  private static CharBuffer decoded(ContentType type, byte[] bytes, int length) {
    Charset charset = ContentType.getCharset(type, StandardCharsets.UTF_8);
    CharBuffer text = CharBuffer.allocate(length * 2);
    charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPLACE)
        .onUnmappableCharacter(CodingErrorAction.REPLACE)
        .decode(ByteBuffer.wrap(bytes, 0, length), text, length < LENGTH);
    return text.flip();
  }

  /** Without what could steer a terminal, split a line of a log or turn the text around. */
  private static String shown(CharSequence text) {
    StringBuilder shown = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
        continue;
      }
      boolean steers =
          (Character.isISOControl(c) && c != '\n' && c != '\t')
              || Character.getType(c) == Character.FORMAT
              || c == '\u2028'
              || c == '\u2029';
      shown.append(steers ? '\ufffd' : c);
    }
    return shown.toString();
  }
}
