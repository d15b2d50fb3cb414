package incoming.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import org.apache.camel.RuntimeCamelException;
import org.junit.jupiter.api.Test;

class ReasonTest {
  @Test
  void fileThatIsTheWholeInnermostMessageKeepsTheWordsAroundIt() {
    UncheckedIOException failure =
        new UncheckedIOException("cannot list the folder", new NoSuchFileException("/x"));

    assertThat(Reason.of(failure))
        .isEqualTo("cannot list the folder (java.nio.file.NoSuchFileException: /x)");
  }

  @Test
  void numberThatIsTheWholeInnermostMessageIsNoReason() {
    RuntimeCamelException failure =
        new RuntimeCamelException("limit is wrong", new NumberFormatException("For input: abc"));

    assertThat(Reason.of(failure)).isEqualTo("limit is wrong");
  }

  @Test
  void whatTheCauseIsAboutIsKept() {
    Exception cause = new IllegalArgumentException("write a whole number");
    assertThat(Reason.of(new IllegalArgumentException("burst=many: write a whole number", cause)))
        .isEqualTo("burst=many: write a whole number");
    assertThat(Reason.of(new IllegalArgumentException("cannot be built", cause)))
        .isEqualTo("write a whole number");
  }

  @Test
  void classThatIsNotThereIsToldWithoutTheRouteAroundIt() {
    assertThat(
            Reason.of(
                new IllegalStateException(
                    "Failed to create route: x at: >>> y", new ClassNotFoundException("no.Such"))))
        .isEqualTo("there is no class no.Such");
  }
}
