package incoming.jinjava;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What a template renders, told by the end of its file name. */
enum Format {
  JSON(".json.j2", "application/json", Escaping.JSON_VALUE),
  XML(".xml.j2", "application/xml", Escaping.MARKUP),
  HTML(".html.j2", "text/html; charset=utf-8", Escaping.MARKUP),
  FORM(".form.j2", "application/x-www-form-urlencoded", Escaping.FORM),
  TEXT(".txt.j2", "text/plain; charset=utf-8", Escaping.TEXT);

  private final String suffix;
  private final String contentType;
  private final Escaping escaping;

  Format(String suffix, String contentType, Escaping escaping) {
    this.suffix = suffix;
    this.contentType = contentType;
    this.escaping = escaping;
  }

  static Format of(String file) {
    return Arrays.stream(values())
        .filter(format -> file.endsWith(format.suffix))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the template '"
                        + file
                        + "' must end in one of "
                        + Arrays.stream(values())
                            .map(format -> format.suffix)
                            .collect(Collectors.joining(", "))
                        + ", which says how values are escaped"));
  }

  String contentType() {
    return contentType;
  }

  /** How values are written in literal text, outside of any JSON string. */
  Escaping escaping() {
    return escaping;
  }
}
