package incoming.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnderwayTest {
  private static final String POISON = "01a20120-d0a5-7000-8207-b535eb9cca39";
  private static final String OTHER = "01a20120-d09e-7000-a3e9-79260c350f3d";

  @TempDir Path directory;

  private final List<Underway> opened = new ArrayList<>();
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("in-work");
  }

  @AfterEach
  void close() throws IOException {
    for (Underway underway : opened) {
      underway.close();
    }
  }

  /** As the next process does after one that was killed: nothing was closed. */
  private Underway next() throws IOException {
    opened.add(Underway.open(file));
    return opened.get(opened.size() - 1);
  }

  @Test
  void attemptsThatEndedWithTheProcessAreCounted() throws Exception {
    for (int cutOff = 0; cutOff < 7; cutOff++) {
      Underway underway = next();
      underway.end(underway.begin(OTHER));
      assertThat(underway.begin(POISON).cutOff()).isEqualTo(cutOff);
    }
  }

  @Test
  void eventThatWasNotInWorkWhenTheProcessEndedKeepsItsCount() throws Exception {
    next().begin(POISON);
    next().begin(OTHER);

    Underway underway = next();
    assertThat(underway.begin(POISON).cutOff()).isEqualTo(1);
    assertThat(underway.begin(OTHER).cutOff()).isEqualTo(1);
  }

  @Test
  void attemptThatEndsOtherwiseSetsTheCountBack() throws Exception {
    next().begin(POISON);
    Underway underway = next();
    underway.end(underway.begin(POISON));

    assertThat(underway.begin(POISON).cutOff()).isZero();
  }

  @Test
  void eventsInWorkAtAnOrderlyEndAreNotCounted() throws Exception {
    next().begin(POISON);
    try (Underway underway = Underway.open(file)) {
      underway.begin(POISON);
      underway.begin(OTHER);
    }

    Underway underway = next();
    assertThat(underway.begin(POISON).cutOff()).isZero();
    assertThat(underway.begin(OTHER).cutOff()).isZero();
  }

  @Test
  void eventIsHeldWhileItIsInWork() throws Exception {
    Underway underway = next();
    Underway.Mark mark = underway.begin(POISON);

    assertThat(underway.holds(POISON)).isTrue();
    assertThat(underway.holds(OTHER)).isFalse();
    underway.end(mark);
    assertThat(underway.holds(POISON)).isFalse();
  }
}
