package incoming.jinjava;

import com.hubspot.jinjava.interpret.TemplateSyntaxException;
import com.hubspot.jinjava.lib.tag.ForTag;
import com.hubspot.jinjava.lib.tag.RawTag;
import com.hubspot.jinjava.tree.TagNode;
import com.hubspot.jinjava.tree.parse.TagToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands in a tag behind its name; empty where it is not written as it must be. */
final class TagText {
  /** A name and parameters; defaults are plain values, since jinjava splits them at commas. */
  private static final Pattern MACRO =
      Pattern.compile("\\s*([A-Za-z_]\\w*)\\s*\\(([^()\\[\\]{}]*)\\)\\s*");

  private static final Pattern FILE = Pattern.compile("\\s*(?:\"([^\"]+)\"|'([^']+)')\\s*");

  private TagText() {}

  /** The expression of a {@code for}. */
  static Optional<String> elements(TagNode tag) {
    try {
      return Optional.of(
          new ForTag().getLoopVarsAndExpression((TagToken) tag.getMaster()).getRight());
    } catch (TemplateSyntaxException e) {
      return Optional.empty();
    }
  }

  /** The name of a macro and the expressions of its parameters' defaults. */
  record Macro(String name, List<String> defaults) {}

  static Optional<Macro> macro(TagNode tag) {
    Matcher signature = MACRO.matcher(tag.getHelpers());
    if (!signature.matches()) {
      return Optional.empty();
    }
    List<String> defaults = new ArrayList<>();
    for (String parameter : signature.group(2).split(",", -1)) {
      int equals = parameter.indexOf('=');
      if (equals >= 0) {
        defaults.add(parameter.substring(equals + 1).trim());
      }
    }
    return Optional.of(new Macro(signature.group(1), defaults));
  }

  /** The file of an {@code include}. */
  static Optional<String> file(TagNode tag) {
    Matcher name = FILE.matcher(tag.getHelpers());
    return name.matches()
        ? Optional.of(name.group(1) == null ? name.group(2) : name.group(1))
        : Optional.empty();
  }

  /** The text of a {@code raw} block, tags and all. */
  static String raw(TagNode tag) {
    RawTag raw = new RawTag();
    StringBuilder text = new StringBuilder();
    tag.getChildren().forEach(child -> text.append(raw.renderNodeRaw(child)));
    return text.toString();
  }
}
