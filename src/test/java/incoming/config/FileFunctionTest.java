package incoming.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileFunctionTest {
  @TempDir private Path folder;

  @Test
  void placeholderIsTheContentWithoutItsFinalLineBreak() throws IOException {
    Path file = Files.writeString(folder.resolve("secret"), " a\nb \n\r\n");
    DefaultCamelContext context = new DefaultCamelContext();
    context.getPropertiesComponent().addPropertiesFunction(new FileFunction());
    assertThat(context.resolvePropertyPlaceholders("{{file:" + file + "}}")).isEqualTo(" a\nb \n");
  }

  @Test
  void fileOf64KiBIsReadAndLargerIsNot() throws IOException {
    Path file = Files.writeString(folder.resolve("large"), "x".repeat(65536));
    assertThat(apply(file)).hasSize(65536);
    Files.writeString(file, "x".repeat(65537));
    assertThatThrownBy(() -> apply(file))
        .hasMessage("{{file:" + file + "}}: the file has more than 64 KiB");
  }

  @Test
  void fileThatCannotBeReadIsNamed() {
    Path file = folder.resolve("nowhere:default");
    assertThatThrownBy(() -> apply(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("{{file:" + file + "}}: cannot read the file (NoSuchFileException)");
    assertThatThrownBy(() -> apply(folder)).hasMessageContaining("cannot read the file");
  }

  @Test
  void fileThatIsNotTextIsRefusedWithoutBeingShown() throws IOException {
    Path file = Files.write(folder.resolve("binary"), new byte[] {'p', 'w', (byte) 0xFF});
    assertThatThrownBy(() -> apply(file))
        .hasMessage("{{file:" + file + "}}: the file is not UTF-8 text");
  }

  private static String apply(Path file) {
    return new FileFunction().apply(file.toString());
  }
}
