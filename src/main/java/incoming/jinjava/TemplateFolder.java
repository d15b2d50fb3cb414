package incoming.jinjava;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where templates come from: files in one folder, and the class path where a route asks for it.
 *
 * <p>A name is relative to the folder, with {@code file:} or nothing before it. Whatever leads out
 * of the folder ({@code ..}, an absolute path, a link) is refused, and so is every other scheme.
 */
final class TemplateFolder {
  private static final String CLASSPATH = "classpath:";
  private static final int LONGEST = 1 << 20;
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*");

  private final Path folder;
  private final TemplateFiles files;

  TemplateFolder(Path folder) {
    this(folder, Files::newInputStream);
  }

  TemplateFolder(Path folder, TemplateFiles files) {
    this.folder = folder;
    this.files = files;
  }

  /** The text of {@code name}; a refusal or a failure is told by the exception's message. */
  String read(String name) {
    try {
      return name.startsWith(CLASSPATH)
          ? fromClassPath(name.substring(CLASSPATH.length()))
          : fromFolder(name.startsWith("file:") ? name.substring("file:".length()) : name);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("the template '" + name + "' is not UTF-8", e);
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException(
          "the template '" + name + "' cannot be read from " + folder, e);
    }
  }

  private String fromFolder(String name) throws IOException {
    if (SCHEME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "the template '" + name + "' must be a file beside the route or begin with classpath:");
    }
    Path file = folder.resolve(name);
    boolean inside = !Path.of(name).isAbsolute() && file.normalize().startsWith(folder.normalize());
    if (!inside || leadsOut(file)) {
      throw new IllegalArgumentException(
          "the template '" + name + "' leads out of the folder " + folder);
    }
    try (InputStream in = files.open(file)) {
      return text(name, in);
    }
  }

  /** By a link; a file that is not there (any more) leads nowhere. */
  private boolean leadsOut(Path file) throws IOException {
    return Files.exists(file) && !file.toRealPath().startsWith(folder.toRealPath());
  }

  private static String fromClassPath(String name) throws IOException {
    ClassLoader loader = TemplateFolder.class.getClassLoader();
    try (InputStream in = loader.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalArgumentException("the template '" + name + "' is not on the class path");
      }
      return text(name, in);
    }
  }

  private static String text(String name, InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(LONGEST + 1);
    if (bytes.length > LONGEST) {
      throw new IllegalArgumentException(
          "the template '" + name + "' is longer than " + LONGEST + " bytes");
    }
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
  }
}
