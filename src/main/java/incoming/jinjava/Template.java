package incoming.jinjava;

import com.hubspot.jinjava.tree.Node;
import incoming.event.Event;
import incoming.http.Problem;
import incoming.http.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A template that was read once and renders any number of events; shared by threads.
 *
 * @param name the file name, as errors tell it
 * @param clock nanoseconds of any origin
 */
record Template(
    String name, Format format, List<Node> nodes, Expressions expressions, LongSupplier clock) {
  private static final Problem FAILED =
      Problem.of(
          500,
          "template-failed",
          "The integration's template failed",
          "The integration's template could not be rendered; the request was not accepted.");

  /**
   * The text that {@code event} gives; from a JSON template, exactly one JSON value.
   *
   * @throws ProblemException whose message, for the log, names the file, the line and the name at
   *     fault, and no value of the event; its cause, if any, is a {@link TemplateException}
   */
  String render(Event event) {
    try {
      String text = new Rendering(this, event).run(nodes);
      Optional<String> fault = format == Format.JSON ? JsonCheck.fault(text) : Optional.empty();
      if (fault.isPresent()) {
        throw new ProblemException(FAILED, name + ": " + fault.get());
      }
      return text;
    } catch (TemplateException e) {
      throw new ProblemException(FAILED, e.getMessage(), e);
    }
  }
}
