package incoming.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.http.HttpHeaders;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads, line by line, what happens at a window, until it has caught a request or is over.
 *
 * <p>Source: HTML, section 9.2.6; of an event its name and its data, which the API writes on one
 * line.
 */
final class WindowReader implements Consumer<String> {
  private final Text notes;
  private String event = "";
  private String data = "";
  private Answer caught;
  private boolean over;

  /** Tells refusals to {@code notes}. */
  WindowReader(Text notes) {
    this.notes = notes;
  }

  @Override
  public void accept(String line) {
    if (line.startsWith("event: ")) {
      event = line.substring("event: ".length());
    } else if (line.startsWith("data: ")) {
      data = line.substring("data: ".length());
    } else if (line.isEmpty()) {
      dispatch();
      event = "";
      data = "";
    }
  }

  private void dispatch() {
    switch (event) {
      case "caught" -> caught = new Answer(HttpHeaders.of(Map.of(), (name, value) -> true), data);
      case "over" -> over = true;
      case "refused" -> refused();
      default -> {
        // A comment that keeps the connection, or that the window is open, which we know.
      }
    }
  }

  private void refused() {
    try {
      notes.line(Samples.refusal(data));
    } catch (JsonProcessingException e) {
      throw new FailedException("The server sent what is not JSON.");
    }
  }

  /** The sample that was caught. */
  Answer caught() {
    if (caught != null) {
      return caught;
    }
    throw new FailedException(
        over
            ? "The window is over: no valid request came."
            : "The server ended the connection before a request came.");
  }
}
