package incoming.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

class ArchiveTest {
  @Test
  void filesAreInTheOrderOfTheirNames() throws IOException {
    byte[] archive = Archive.of(Map.of("b", "second", "a", "\u00e4"));

    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
      assertThat(zip.getNextEntry().getName()).isEqualTo("a");
      assertThat(new String(zip.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("\u00e4");
      assertThat(zip.getNextEntry().getName()).isEqualTo("b");
      assertThat(zip.getNextEntry()).isNull();
    }
  }

  @Test
  void sameFilesMakeTheSameBytes() throws IOException {
    assertThat(Archive.of(Map.of("a", "1", "b", "2")))
        .isEqualTo(Archive.of(Map.of("b", "2", "a", "1")));
  }
}
