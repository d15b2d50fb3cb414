package incoming.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.activemq.artemis.core.io.SequentialFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class WholeFilesTest {
  private final List<String> failures = new ArrayList<>();

  @TempDir Path directory;

  @Test
  void whatIsWrittenIsInTheFile() throws Exception {
    SequentialFile file = file(directory.toFile(), "a");
    file.open();
    file.writeDirect(bytes("one"), true);
    file.blockingWriteDirect(bytes(" two"), false, false);
    file.close();
    assertThat(Files.readString(directory.resolve("a"))).isEqualTo("one two");
    assertThat(failures).isEmpty();
  }

  // Where each write fails for want of space.
  @Test
  @EnabledOnOs(OS.LINUX)
  void aWriteToAFullDiskIsToldToTheWriterAndToTheBroker() throws Exception {
    SequentialFile file = file(new File("/dev"), "full");
    file.open();
    assertThatThrownBy(() -> file.writeDirect(bytes("one"), false)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> file.blockingWriteDirect(bytes("two"), false, false))
        .isInstanceOf(IOException.class);
    assertThat(failures).hasSize(2);
  }

  @Test
  void aWriteToAFileThatIsNotOpenFails() {
    SequentialFile file = file(directory.toFile(), "a");
    assertThatThrownBy(() -> file.writeDirect(bytes("one"), false))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not open");
  }

  private SequentialFile file(File parent, String name) {
    return new WholeFiles(parent, (cause, message, file) -> failures.add(message))
        .createSequentialFile(name);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.allocateDirect(text.length()).put(text.getBytes(US_ASCII)).flip();
  }
}
