package incoming.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incoming.event.Events;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeptSamplesTest {
  private static final Sample SAMPLE = new Sample(Events.of(Map.of("x-a", "1"), Map.of("n", 1L)));

  @TempDir Path folder;

  @Test
  void sampleIsThereUntilAnotherTakesItsPlace() {
    KeptSamples samples = new KeptSamples(folder.resolve("drafts"));
    assertThat(samples.find("orders")).isEmpty();

    samples.keep("orders", SAMPLE);
    assertThat(samples.find("orders").orElseThrow().event().asMap())
        .isEqualTo(SAMPLE.event().asMap());

    Sample next = new Sample(Events.of("next"));
    samples.keep("orders", next);
    assertThat(samples.find("orders").orElseThrow().event().body()).isEqualTo("next");
    assertThat(samples.find("others")).isEmpty();
  }

  @Test
  void fileIsPrivateAndNothingIsLeftBesideIt() throws IOException {
    Files.createDirectories(folder.resolve("orders"));
    Files.writeString(folder.resolve("orders/.sample.json.next"), "left by a crash");

    new KeptSamples(folder).keep("orders", SAMPLE);

    try (Stream<Path> files = Files.list(folder.resolve("orders"))) {
      assertThat(files).containsExactly(folder.resolve("orders/sample.json"));
    }
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(folder.resolve("orders/sample.json"))))
        .isEqualTo("rw-------");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "a/b", "", ".", "A", "a\u0000"})
  void nameThatIsNoneIsRefused(String name) {
    KeptSamples samples = new KeptSamples(folder);

    assertThatThrownBy(() -> samples.keep(name, SAMPLE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> samples.find(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void damagedFileIsToldInWords() throws IOException {
    Files.createDirectories(folder.resolve("orders"));
    Files.writeString(folder.resolve("orders/sample.json"), "{");

    assertThatThrownBy(() -> new KeptSamples(folder).find("orders"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("damaged");
  }
}
