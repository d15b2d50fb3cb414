package incoming.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Files that are named as arguments; {@code -} is standard input. */
record Input(InputStream in) {
  /** More than the API takes. */
  private static final int MOST = 16 * 1024 * 1024;

  /** The text of {@code file}, which must be UTF-8. */
  String read(String file) {
    try (InputStream bytes = file.equals("-") ? in : Files.newInputStream(Path.of(file))) {
      byte[] read = bytes.readNBytes(MOST + 1);
      if (read.length > MOST) {
        throw new FailedException(file + " is too large.");
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(read)).toString();
    } catch (CharacterCodingException e) {
      throw new FailedException(file + " is not UTF-8 text.");
    } catch (IOException | InvalidPathException e) {
      throw new FailedException(file + " cannot be read.");
    }
  }
}
