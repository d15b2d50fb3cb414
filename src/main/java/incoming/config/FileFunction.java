package incoming.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.apache.camel.spi.PropertiesFunction;

/**
 * The placeholder {@code {{file:/run/secrets/shop}}}: the text of a file, such as a mounted secret.
 *
 * <p>One final line break is removed, nothing else. The file is UTF-8 and has 64 KiB at most. A
 * file that cannot be read is an error that names its path, never its content; there is no default
 * value, a colon is part of the path. Read at each use, so a start sees the present content.
 */
public final class FileFunction implements PropertiesFunction {
  private static final int LIMIT = 64 * 1024;

  @Override
  public String getName() {
    return "file";
  }

  @Override
  public String apply(String path) {
    byte[] content = read(path);
    if (content.length > LIMIT) {
      throw new IllegalArgumentException("{{file:" + path + "}}: the file has more than 64 KiB");
    }
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return text.replaceFirst("\\r?\\n\\z", "");
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("{{file:" + path + "}}: the file is not UTF-8 text", e);
    }
  }

  private static byte[] read(String path) {
    try (InputStream in = Files.newInputStream(Path.of(path))) {
      return in.readNBytes(LIMIT + 1);
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException(
          "{{file:" + path + "}}: cannot read the file (" + e.getClass().getSimpleName() + ")", e);
    }
  }
}
