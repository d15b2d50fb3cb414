package incoming.console;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.route.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectionTest {
  private static final Instant START = Instant.parse("2026-11-22T07:30:00Z");
  private static final List<String> FILES = List.of("orders.camel.yaml");

  @TempDir Path folder;
  private final List<String> linted = new ArrayList<>();
  private Instant now = START;
  private Inspection inspection;

  @BeforeEach
  void open() throws IOException {
    write("orders.camel.yaml", "one", START.minusSeconds(60));
    inspection = new Inspection(folder, this::lint, () -> now);
  }

  private List<Finding> lint(String name, Map<String, byte[]> files) {
    linted.add(new String(files.get(name), java.nio.charset.StandardCharsets.UTF_8));
    return List.of(new Finding(Path.of(name), 1, 1, Finding.Severity.WARNING, "found"));
  }

  private void write(String name, String text, Instant time) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    Files.writeString(folder.resolve(name), text);
    Files.setLastModifiedTime(folder.resolve(name), FileTime.from(time));
  }

  @Test
  void whatHasNotChangedIsInspectedOnce() throws IOException {
    List<Finding> first = inspection.findings(FILES, "keys");

    assertThat(inspection.findings(FILES, "keys")).isEqualTo(first).hasSize(1);
    assertThat(linted).containsExactly("one");
  }

  @Test
  void changedAddedAndRemovedFilesAreInspectedAnew() throws IOException {
    inspection.findings(FILES, "keys");
    write("orders.camel.yaml", "two", START.minusSeconds(59));
    inspection.findings(FILES, "keys");
    write("parts/head.j2", "x", START.minusSeconds(58));
    inspection.findings(FILES, "keys");
    Files.delete(folder.resolve("parts/head.j2"));
    inspection.findings(FILES, "keys");

    assertThat(linted).containsExactly("one", "two", "two", "two");
  }

  @Test
  void anotherKeyAndAMinuteLetItBeInspectedAnew() throws IOException {
    inspection.findings(FILES, "keys");
    inspection.findings(FILES, "other keys");
    now = now.plus(Duration.ofSeconds(59));
    inspection.findings(FILES, "other keys");
    now = now.plus(Duration.ofSeconds(1));
    inspection.findings(FILES, "other keys");

    assertThat(linted).hasSize(3);
  }

  @Test
  void fileThatWasWrittenJustNowMayBeWrittenAgainUnnoticed() throws IOException {
    write("orders.camel.yaml", "new", START.minusSeconds(1));
    inspection.findings(FILES, "keys");
    inspection.findings(FILES, "keys");

    assertThat(linted).hasSize(2);
  }

  @Test
  void fileThatIsGoneHasNoFindings() throws IOException {
    assertThat(inspection.findings(List.of("gone.camel.yaml"), "keys")).isEmpty();
  }
}
