package incoming.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import incoming.integration.Entry.Stored;
import incoming.integration.RouteFile.Canonical;
import incoming.integration.RouteFile.Customised;
import incoming.integration.RouteFile.Shape;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;

/**
 * A route file and its template, byte for byte.
 *
 * @param format of the template; {@code null} with it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Kept(byte[] text, Template.Format format, byte[] template) {

  /** The two as text. */
  RouteFile file() {
    return new RouteFile(
        new String(text, UTF_8),
        template == null ? null : new Template(format, new String(template, UTF_8)));
  }

  Stored stored(String name) {
    return new Stored(file(), shape(name));
  }

  private Shape shape(String name) {
    if (!isText()) {
      return new Customised(1, "it or its template is not UTF-8 text");
    }
    Shape shape = file().shape();
    return shape instanceof Canonical canonical && !canonical.integration().name().equals(name)
        ? new Customised(1, "its id is not '" + name + "', as the file is called")
        : shape;
  }

  /** Whether both are UTF-8. */
  boolean isText() {
    return isText(text) && (template == null || isText(template));
  }

  private static boolean isText(byte[] bytes) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
