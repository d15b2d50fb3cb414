package incoming.jinjava;

import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/** The templates of one folder, and those written into a route itself. */
final class Templates {
  /** Text that begins a JSON object, list or text, after any number of tags, comments, blanks. */
  private static final Pattern JSON =
      Pattern.compile("(?>\\s|\\{%.*?%}|\\{#.*?#})*+(\\{(?![{%#])|[\\[\"]).*", Pattern.DOTALL);

  private final TemplateFolder folder;
  private final LongSupplier clock;

  Templates(TemplateFolder folder, LongSupplier clock) {
    this.folder = folder;
    this.clock = clock;
  }

  /** Reads the template {@code name} anew. */
  Template file(String name) {
    return TemplateReader.read(folder, Format.of(name), name, folder.read(name), clock);
  }

  /** Reads a template that is written into a route; what begins like JSON must render JSON. */
  Template inline(String text) {
    Format format = JSON.matcher(text).matches() ? Format.JSON : Format.TEXT;
    return TemplateReader.read(folder, format, "inline", text, clock);
  }
}
