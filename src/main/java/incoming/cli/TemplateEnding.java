package incoming.cli;

import java.util.stream.Stream;

/** What a template renders, by the end of its file's name. */
enum TemplateEnding {
  json(".json.j2"),
  xml(".xml.j2"),
  html(".html.j2"),
  form(".form.j2"),
  text(".txt.j2");

  private final String suffix;

  TemplateEnding(String suffix) {
    this.suffix = suffix;
  }

  String suffix() {
    return suffix;
  }

  /** That of {@code file}; JSON for any other. */
  static TemplateEnding of(String file) {
    return Stream.of(values())
        .filter(ending -> file.endsWith(ending.suffix))
        .findFirst()
        .orElse(json);
  }
}
