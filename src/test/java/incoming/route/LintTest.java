package incoming.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintTest {
  @TempDir Path path;
  private Folder folder;

  @BeforeEach
  void open() {
    folder = new Folder(path);
  }

  @AfterEach
  void close() {
    folder.close();
  }

  @Test
  void shippedRouteFilesAreClean() {
    try (Folder shipped = new Folder(Path.of("routes"))) {
      assertThat(shipped.findings()).isEmpty();
    }
  }
}
