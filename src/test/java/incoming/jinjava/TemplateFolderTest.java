package incoming.jinjava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateFolderTest {
  @TempDir Path root;
  private Path routes;
  private TemplateFolder folder;

  @BeforeEach
  void layOutFolders() throws IOException {
    routes = Files.createDirectories(root.resolve("routes/parts")).getParent();
    Files.writeString(routes.resolve("t.json.j2"), "é");
    Files.writeString(routes.resolve("parts/p.json.j2"), "part");
    Files.writeString(root.resolve("secret.json.j2"), "secret");
    folder = new TemplateFolder(routes);
  }

  @Test
  void nameIsAFileOfTheFolder() {
    assertThat(folder.read("t.json.j2")).isEqualTo("é");
    assertThat(folder.read("file:t.json.j2")).isEqualTo("é");
    assertThat(folder.read("parts/p.json.j2")).isEqualTo("part");
  }

  @Test
  void relativeFolderServesAsWell() {
    Path relative = Path.of("").toAbsolutePath().relativize(routes.toAbsolutePath());

    assertThat(new TemplateFolder(relative).read("t.json.j2")).isEqualTo("é");
  }

  @Test
  void linkThatStaysInsideIsFollowed() throws IOException {
    Files.createSymbolicLink(routes.resolve("link.json.j2"), Path.of("parts/p.json.j2"));

    assertThat(folder.read("link.json.j2")).isEqualTo("part");
  }

  @Test
  void linkThatLeadsOutIsRefused() throws IOException {
    Files.createSymbolicLink(routes.resolve("link.json.j2"), root.resolve("secret.json.j2"));
    Files.createSymbolicLink(routes.resolve("up"), root);

    assertThatThrownBy(() -> folder.read("link.json.j2"))
        .hasMessageStartingWith("the template 'link.json.j2' leads out of the folder");
    assertThatThrownBy(() -> folder.read("up/secret.json.j2")).hasMessageContaining("leads out");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret.json.j2",
        "parts/../../secret.json.j2",
        "file:../secret.json.j2",
        "file:///etc/passwd",
        "/etc/passwd",
        "http://127.0.0.1/x.json.j2",
        "https:x.json.j2",
        "ref:x.json.j2",
        "bean:x.json.j2",
        "mem:x.json.j2",
        "none.json.j2",
        "",
        "\0.json.j2",
        "classpath:none.json.j2",
        "classpath:../x.json.j2",
      })
  void everythingElseIsRefused(String name) {
    assertThatThrownBy(() -> folder.read(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the template '");
  }

  @Test
  void classPathIsReadWhereItIsAskedFor() {
    assertThat(folder.read("classpath:META-INF/incoming/jinjava/jinjava.json"))
        .contains("\"scheme\": \"jinjava\"");
  }

  @Test
  void fileThatIsNotUtf8IsRefused() throws IOException {
    Files.write(routes.resolve("latin.json.j2"), new byte[] {'"', (byte) 0xe9, '"'});

    assertThatThrownBy(() -> folder.read("latin.json.j2"))
        .hasMessage("the template 'latin.json.j2' is not UTF-8");
  }

  @Test
  void fileThatIsTooLongIsRefused() throws IOException {
    Files.write(routes.resolve("long.json.j2"), new byte[(1 << 20) + 1]);

    assertThatThrownBy(() -> folder.read("long.json.j2"))
        .hasMessage("the template 'long.json.j2' is longer than 1048576 bytes");
  }
}
