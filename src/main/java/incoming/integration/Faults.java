package incoming.integration;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Collects the faults below one field, in the order of the fields; for one thread. */
final class Faults {
  /** A name of a key, of credentials or of an integration. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /** Shorter than RFC 9110 allows: these need no escaping in a URI. */
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  private static final int LONGEST_NAME = 64;

  private final List<Fault> all;
  private final String pointer;

  Faults() {
    this(new ArrayList<>(), "");
  }

  private Faults(List<Fault> all, String pointer) {
    this.all = all;
    this.pointer = pointer;
  }

  /** Those of {@code field}, or of an element of a list. */
  Faults at(Object field) {
    return new Faults(all, pointer + "/" + field);
  }

  void add(String message) {
    all.add(new Fault(pointer, message));
  }

  List<Fault> all() {
    return List.copyOf(all);
  }

  /** {@code text} has at most so many characters, none of them a control character. */
  void line(String text, int longest) {
    whole(text, longest);
    if (text.chars().anyMatch(c -> Character.isISOControl(c) || c == '\u2028' || c == '\u2029')) {
      add("has a line break or another control character");
    }
  }

  /** {@code text} has at most so many characters, each of them whole. */
  void whole(String text, int longest) {
    if (text.length() > longest) {
      add("has " + text.length() + " characters; at most " + longest + " are allowed");
    }
    if (isTorn(text)) {
      add("has half a character in it, which cannot be written to a file");
    }
  }

  /** {@code text} has no braces in pairs, which would be a placeholder in a route file. */
  void withoutPlaceholder(String text) {
    if (text.contains("{{") || text.contains("}}")) {
      add("has {{ or }}, which stand for a placeholder in a route file");
    }
  }

  /**
   * Whether {@code text} can be the name of anything; also keeps it from leading out of a folder.
   */
  static boolean isName(String text) {
    return text.length() <= LONGEST_NAME && NAME.matcher(text).matches();
  }

  void name(String text, String example) {
    if (!isName(text)) {
      add(
          "is made of lower-case words, digits and hyphens, at most %d characters, such as %s"
              .formatted(LONGEST_NAME, example));
    }
  }

  void header(String name, String example) {
    if (!HEADER.matcher(name).matches()) {
      add("is the name of a header of up to 64 characters, such as " + example);
    }
  }

  /** {@code names} are between one and so many, none of them twice. */
  void names(List<String> names, int most) {
    if (names.isEmpty() || names.size() > most) {
      add("needs 1 to " + most + " names");
    }
    for (int i = 0; i < names.size(); i++) {
      at(i).name(names.get(i), "web-shop");
    }
    distinct(names);
  }

  void distinct(List<String> texts) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < texts.size(); i++) {
      if (!seen.add(texts.get(i))) {
        at(i).add("is there twice");
      }
    }
  }

  /** A surrogate without the other half of its pair. */
  private static boolean isTorn(String text) {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int point = text.codePointAt(i);
      if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
        return true;
      }
    }
    return false;
  }
}
