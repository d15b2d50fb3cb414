package incoming.integration;

import java.util.LinkedHashMap;
import java.util.Map;

/** The members of a mapping, one after the other. */
final class Members {
  private final Map<String, Tree> members = new LinkedHashMap<>();

  Members with(String name, Tree value) {
    members.put(name, value);
    return this;
  }

  Members text(String name, String text) {
    return with(name, Tree.text(text));
  }

  Members textUnlessEmpty(String name, String text) {
    return text.isEmpty() ? this : text(name, text);
  }

  Tree tree() {
    return new Tree.Mapping(members, 0);
  }
}
