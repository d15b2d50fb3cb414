package incoming.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class WindowReaderTest {
  private final StringWriter notes = new StringWriter();
  private final WindowReader reader = new WindowReader(new Text(new PrintWriter(notes, true)));

  private void read(String stream) {
    stream.lines().forEach(reader);
  }

  @Test
  void refusalsAreToldUntilARequestIsCaught() {
    read(
        """
        :

        event: opened
        data: {"until":"2026-10-01T12:01:30Z"}

        event: refused
        data: {"type":"/problems/no-token","title":"No token","status":401,"detail":"Send \\u001b[1m."}

        event: caught
        data: {"event":{}}

        """);

    assertThat(notes).hasToString("Refused (401): No token: Send \\u001b[1m.\n");
    assertThat(reader.caught().body()).isEqualTo("{\"event\":{}}");
  }

  @Test
  void windowThatIsOverHasCaughtNothing() {
    read("event: over\ndata: {}\n\n");

    assertThatThrownBy(reader::caught).hasMessage("The window is over: no valid request came.");
  }

  @Test
  void streamThatBreaksOffHasCaughtNothing() {
    read("event: caught\ndata: {\"event\":{}}");

    assertThatThrownBy(reader::caught).hasMessageContaining("ended the connection");
  }
}
