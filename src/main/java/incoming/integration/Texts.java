package incoming.integration;

import java.util.List;

/** What every part of an integration does with the values that it is given. */
final class Texts {
  private Texts() {}

  /** JSON may leave out what is empty. */
  static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  /** JSON may leave out what is empty, and have null for an element. */
  static List<String> orEmpty(List<String> texts) {
    return texts == null ? List.of() : texts.stream().map(Texts::orEmpty).toList();
  }

  /** Adds what {@code reading} says, if it refuses. */
  static void check(Runnable reading, Faults faults) {
    try {
      reading.run();
    } catch (IllegalArgumentException e) {
      // Of a regular expression the rest of the message draws an arrow.
      faults.add(e.getMessage().lines().findFirst().orElse("is wrong"));
    }
  }
}
