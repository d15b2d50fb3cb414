package incoming.sample;

import incoming.event.Event;
import incoming.event.ParameterName;
import incoming.event.Parameters;
import incoming.jinjava.TemplateException;
import incoming.route.Finding;
import incoming.route.Finding.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a template, in which findings have their places.
 *
 * @param file as the route calls it
 */
record TemplateText(String file, String text) {
  private static final Pattern TAG =
      Pattern.compile("\\{\\{.*?}}|\\{%.*?%}|\\{#.*?#}", Pattern.DOTALL);
  private static final Pattern NAME =
      Pattern.compile(
          "(?<![\\w.\"'])request(\\.[A-Za-z_]\\w*(?!\\w*\\()|\\[\\d{1,9}]|\\[\"[^\"\\\\]*\"]"
              + "|\\['[^'\\\\]*'])+");
  private static final Pattern QUOTED = Pattern.compile("'([^']+)'");

  /** Names that the template writes out and {@code event} does not have, each once. */
  List<Finding> missing(Event event) {
    List<Finding> missing = new ArrayList<>();
    List<String> told = new ArrayList<>();
    Matcher tags = TAG.matcher(text);
    while (tags.find()) {
      Matcher names = NAME.matcher(tags.group().startsWith("{#") ? "" : tags.group());
      while (names.find()) {
        String name = names.group();
        if (!told.contains(name) && isMissing(name, event)) {
          told.add(name);
          missing.add(
              at(
                  tags.start() + names.start(),
                  Severity.WARNING,
                  "'" + name + "' is not in this event" + deeper(name, event)));
        }
      }
    }
    return missing;
  }

  private static boolean isMissing(String name, Event event) {
    try {
      return ParameterName.parse(name).find(event) == ParameterName.MISSING;
    } catch (IllegalArgumentException e) {
      return false; // nothing that an event could have
    }
  }

  /** Where the template finds {@code request.body.<name>} all the same, if in one place. */
  private static String deeper(String name, Event event) {
    String prefix = "request.body";
    if (!name.startsWith(prefix + ".") || name.indexOf('.', prefix.length() + 1) >= 0) {
      return "";
    }
    String end = name.substring(prefix.length());
    List<String> leaves =
        Parameters.flatten(event).keySet().stream()
            .filter(leaf -> leaf.startsWith("body") && leaf.endsWith(end))
            .toList();
    return leaves.size() == 1 ? "; it is taken from request." + leaves.get(0) : "";
  }

  /** What ended the rendering; the column is that of the name at fault, if it is told. */
  Finding error(TemplateException failure) {
    int begin = offset(failure.getLineNumber());
    Matcher quoted = QUOTED.matcher(failure.what());
    while (quoted.find()) {
      int found = text.indexOf(quoted.group(1), begin);
      if (found >= 0 && found < offset(failure.getLineNumber() + 1)) {
        return at(found, Severity.ERROR, failure.what());
      }
    }
    return new Finding(
        Path.of(file), Math.max(1, failure.getLineNumber()), 1, Severity.ERROR, failure.what());
  }

  /** Where {@code line} begins; the end of the text when it has fewer. */
  private int offset(int line) {
    int offset = 0;
    for (int i = 1; i < line; i++) {
      int end = text.indexOf('\n', offset);
      if (end < 0) {
        return text.length();
      }
      offset = end + 1;
    }
    return offset;
  }

  private Finding at(int offset, Severity severity, String message) {
    int begin = text.lastIndexOf('\n', offset - 1) + 1;
    int line = 1 + (int) text.substring(0, begin).chars().filter(c -> c == '\n').count();
    return new Finding(
        Path.of(file), line, 1 + text.codePointCount(begin, offset), severity, message);
  }
}
