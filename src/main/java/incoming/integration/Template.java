package incoming.integration;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The template of the outgoing body: text in the Jinja language, in a file of its own beside the
 * route file.
 *
 * @param text at most 262,144 characters
 */
public record Template(Format format, String text) {
  private static final int LONGEST = 256 * 1024;

  public Template {
    format = format == null ? Format.JSON : format;
    text = Texts.orEmpty(text);
  }

  void check(Faults faults) {
    faults.at("text").whole(text, LONGEST);
  }

  /** What it renders, told by the end of its file's name; decides how values are escaped. */
  public enum Format {
    @JsonProperty("json")
    JSON(".json.j2"),
    @JsonProperty("xml")
    XML(".xml.j2"),
    @JsonProperty("html")
    HTML(".html.j2"),
    @JsonProperty("form")
    FORM(".form.j2"),
    @JsonProperty("text")
    TEXT(".txt.j2");

    private final String suffix;

    Format(String suffix) {
      this.suffix = suffix;
    }

    /** The name of the template of {@code integration}, such as {@code orders.json.j2}. */
    String file(String integration) {
      return integration + suffix;
    }
  }
}
