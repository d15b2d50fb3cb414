package incoming.integration;

import incoming.integration.RouteFile.Customised;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where a route file first says something else than its canonical form would, in words. */
final class RouteDifference {
  private RouteDifference() {}

  /** What of {@code found} cannot be in an integration. */
  static Customised of(Tree found, Fault fault) {
    return new Customised(
        Math.max(1, found.line()), "has no form: " + fault.pointer() + " " + fault.message());
  }

  /** The first difference of {@code found} from {@code canonical}, in the order of the file. */
  static Optional<Customised> between(Tree found, Tree canonical) {
    return between("the file", found, canonical);
  }

  private static Optional<Customised> between(String name, Tree found, Tree canonical) {
    if (found instanceof Tree.Mapping actual && canonical instanceof Tree.Mapping expected) {
      return members(name, actual, expected);
    } else if (found instanceof Tree.Listing && canonical instanceof Tree.Listing) {
      return elements(name, found, canonical);
    } else if (found instanceof Tree.Scalar actual && canonical instanceof Tree.Scalar expected) {
      return actual.text().equals(expected.text()) && actual.isText() == expected.isText()
          ? Optional.empty()
          : Optional.of(
              new Customised(
                  found.line(), "a form would write '%s: %s'".formatted(name, shown(expected))));
    }
    return Optional.of(
        new Customised(Math.max(1, found.line()), "'" + name + "' is not as a form writes it"));
  }

  private static String shown(Tree.Scalar scalar) {
    String text = scalar.text();
    return text.length() > 100 ? text.substring(0, 100) + "…" : text;
  }

  private static Optional<Customised> members(
      String name, Tree.Mapping found, Tree.Mapping canonical) {
    for (Map.Entry<String, Tree> member : found.members().entrySet()) {
      Tree expected = canonical.members().get(member.getKey());
      if (expected == null) {
        return Optional.of(
            new Customised(
                member.getValue().line(),
                "a form has no place for '" + member.getKey() + "' in '" + name + "'"));
      }
      Optional<Customised> difference = between(member.getKey(), member.getValue(), expected);
      if (difference.isPresent()) {
        return difference;
      }
    }
    return canonical.members().keySet().stream()
        .filter(key -> !found.members().containsKey(key))
        .findFirst()
        .map(key -> new Customised(found.line(), "a form would also write '" + key + "'"));
  }

  private static Optional<Customised> elements(String name, Tree found, Tree canonical) {
    List<Tree> actual = found.elements();
    List<Tree> expected = canonical.elements();
    for (int i = 0; i < actual.size(); i++) {
      if (i >= expected.size()) {
        return Optional.of(
            new Customised(
                actual.get(i).line(), "a form has no place for what follows in '" + name + "'"));
      }
      Optional<Customised> difference = between(name, actual.get(i), expected.get(i));
      if (difference.isPresent()) {
        return difference;
      }
    }
    return actual.size() == expected.size()
        ? Optional.empty()
        : Optional.of(
            new Customised(Math.max(1, found.line()), "a form would write more in '" + name + "'"));
  }
}
