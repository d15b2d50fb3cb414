package incoming.integration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * YAML as far as a route file has any: mappings, lists and scalars, each with the line that it
 * begins on, from 1; 0 where it was never written.
 */
sealed interface Tree {
  int line();

  /** The member {@code name}; {@link #nothing} when there is none. */
  default Tree at(String name) {
    return nothing();
  }

  /** The elements of a list; none of anything else. */
  default List<Tree> elements() {
    return List.of();
  }

  /** The text of a scalar; empty for anything else. */
  default String text() {
    return "";
  }

  /**
   * A scalar.
   *
   * @param isText whether YAML reads it as text, rather than as a number or the like
   */
  record Scalar(String text, boolean isText, int line) implements Tree {}

  /** A list. */
  record Listing(List<Tree> elements, int line) implements Tree {}

  /** A mapping whose keys are plain text, in the order written. */
  record Mapping(Map<String, Tree> members, int line) implements Tree {
    public Mapping {
      members = new LinkedHashMap<>(members);
    }

    @Override
    public Tree at(String name) {
      return members.getOrDefault(name, Tree.nothing());
    }
  }

  /** What stands where nothing does. */
  static Tree nothing() {
    return text("");
  }

  static Tree text(String text) {
    return new Scalar(text, true, 0);
  }

  /** A number, or true. */
  static Tree plain(Object value) {
    return new Scalar(value.toString(), false, 0);
  }

  static Tree list(List<Tree> elements) {
    return new Listing(List.copyOf(elements), 0);
  }

  /** A mapping of one member. */
  static Tree of(String name, Tree value) {
    return new Mapping(Map.of(name, value), 0);
  }
}
