package incoming.jinjava;

import incoming.event.JsonText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;

/** How a value is written, by the place in the template's text where its expression stands. */
enum Escaping {
  /** As it is. */
  TEXT {
    @Override
    void write(Object value, StringBuilder out) {
      out.append(plain(value));
    }
  },
  /** Between the quotation marks of a JSON string. */
  JSON_STRING {
    @Override
    void write(Object value, StringBuilder out) {
      JsonText.escape(plain(value), out);
    }
  },
  /** Where a whole JSON value is expected: a text gets its quotation marks. */
  JSON_VALUE {
    @Override
    void write(Object value, StringBuilder out) {
      if (value == null || value instanceof Boolean || value instanceof Number) {
        out.append(value);
      } else if (value instanceof Map<?, ?> || value instanceof Collection<?>) {
        out.append(plain(value));
      } else if (value instanceof ReadyJson json) {
        out.append(json.text());
      } else {
        JsonText.quote(plain(value), out);
      }
    }
  },
  /** In XML or HTML, as text or as an attribute's value in quotation marks. */
  MARKUP {
    @Override
    void write(Object value, StringBuilder out) {
      String text = plain(value);
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        switch (c) {
          case '&' -> out.append("&amp;");
          case '<' -> out.append("&lt;");
          case '>' -> out.append("&gt;");
          case '"' -> out.append("&#34;");
          case '\'' -> out.append("&#39;");
          case '\t', '\n', '\r' -> out.append(c);
          // XML 1.0 has no way to write other control characters.
          default -> out.append(c < ' ' || c >= '\uFFFE' ? '\uFFFD' : c);
        }
      }
    }
  },
  /** As a name or a value of {@code application/x-www-form-urlencoded}. */
  FORM {
    @Override
    void write(Object value, StringBuilder out) {
      out.append(URLEncoder.encode(plain(value), StandardCharsets.UTF_8));
    }
  };

  /** Appends {@code value}, which can then mean nothing but itself. */
  abstract void write(Object value, StringBuilder out);

  /** The text of {@code value}: lists and objects as JSON, numbers as they were sent. */
  static String plain(Object value) {
    if (value == null || value instanceof Boolean || value instanceof Number) {
      return String.valueOf(value);
    } else if (value instanceof CharSequence
        || value instanceof Character
        || value instanceof ReadyJson) {
      return value.toString();
    } else if (value instanceof Map<?, ?> || value instanceof Collection<?>) {
      Limits.check(value);
      return JsonText.of(Lists.plain(value));
    }
    throw Rendering.current().failure("this is no value that can be written");
  }
}
