package incoming.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTest {
  private final StringWriter printed = new StringWriter();
  private final Text text = new Text(new PrintWriter(printed, true));

  @Test
  void columnsAreAsWideAsWhatIsInThem() {
    text.table(List.of("NAME", "STATE"), List.of(List.of("orders", "draft"), List.of("a", "")));

    assertThat(printed)
        .hasToString(
            """
            NAME    STATE
            orders  draft
            a
            """);
  }

  @Test
  void whatWouldSteerATerminalIsShown() {
    text.field("reason", "\u001b]0;owned\u0007 \u009b2J \u202eabc\u202c \ud800 fine: ü €");
    text.block("one\ntwo\rthree");

    assertThat(printed)
        .hasToString(
            "reason          \\u001b]0;owned\\u0007 \\u009b2J \\u202eabc\\u202c \\ud800 fine: ü €\n"
                + "one\ntwo\\u000dthree\n");
  }

  @Test
  void whatIsNotThereHasNoLine() {
    text.field("refused", "");

    assertThat(printed.toString()).isEmpty();
  }
}
