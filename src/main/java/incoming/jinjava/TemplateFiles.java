package incoming.jinjava;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** How template files are opened: by whoever has to know which of them a route uses. */
@FunctionalInterface
public interface TemplateFiles {
  /** Opens {@code file}, which is in the folder of the templates. */
  InputStream open(Path file) throws IOException;
}
