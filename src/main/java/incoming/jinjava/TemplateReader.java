package incoming.jinjava;

import com.hubspot.jinjava.tree.ExpressionNode;
import com.hubspot.jinjava.tree.Node;
import com.hubspot.jinjava.tree.TagNode;
import com.hubspot.jinjava.tree.TextNode;
import com.hubspot.jinjava.tree.parse.ExpressionToken;
import com.hubspot.jinjava.tree.parse.TextToken;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * Makes a {@link Template} of text: one walk over jinjava's nodes, in which every expression gets
 * the {@link Escaping} of its place and all that can be wrong without an event is found.
 *
 * <p>In a JSON template a block must leave the text as it found it, inside or outside of a string,
 * whichever branch is taken; only so is each expression's place known before any event. A macro and
 * a {@code set} block give text, which is escaped where it is used.
 */
final class TemplateReader {
  private static final int DEEPEST_INCLUDE = 10;

  private final TemplateFolder folder;
  private final Format format;
  private final Expressions expressions = new Expressions();
  private final Set<String> macros = new HashSet<>();
  private final Deque<String> files = new ArrayDeque<>();
  private final JsonPosition position = new JsonPosition();

  /** Above 0 while the text of a macro or a block is read, which is not output in its place. */
  private int textBlocks;

  private TemplateReader(TemplateFolder folder, Format format) {
    this.folder = folder;
    this.format = format;
  }

  static Template read(
      TemplateFolder folder, Format format, String name, String text, LongSupplier clock) {
    TemplateReader reader = new TemplateReader(folder, format);
    try {
      List<Node> nodes = reader.file(name, text);
      reader.expressions.checkCalls(reader.macros);
      return new Template(name, format, nodes, reader.expressions, clock);
    } catch (StackOverflowError e) {
      throw new TemplateException(name, 1, "is nested too deeply");
    }
  }

  private List<Node> file(String name, String text) {
    files.push(name);
    boolean inString = position.inString();
    Node root = Parsing.parse(name, text);
    List<Node> nodes = children(root);
    checkPosition(inString, (int) text.lines().count(), "the file");
    files.pop();
    return nodes;
  }

  private List<Node> children(Node parent) {
    List<Node> read = new ArrayList<>();
    for (Node child : parent.getChildren()) {
      read.add(node(child));
    }
    return read;
  }

  private static void replaceChildren(Node parent, List<Node> children) {
    parent.getChildren().clear();
    parent.getChildren().addAll(children);
  }

  private Node node(Node node) {
    if (node instanceof TextNode) {
      return literal(node, ((TextToken) node.getMaster()).output());
    } else if (node instanceof ExpressionNode) {
      String text = ((ExpressionToken) node.getMaster()).getExpr();
      return new Value(node, expression(text, node), escaping(node));
    }
    return tag((TagNode) node);
  }

  private Node literal(Node original, String text) {
    if (textBlocks == 0 && format == Format.JSON) {
      position.follow(text);
    }
    return new Literal(original, text);
  }

  private Escaping escaping(Node node) {
    if (textBlocks > 0) {
      return Escaping.TEXT;
    } else if (position.inEscape()) {
      throw error(node, "an expression must not follow a backslash");
    }
    return position.inString() ? Escaping.JSON_STRING : format.escaping();
  }

  private Node tag(TagNode tag) {
    switch (tag.getName()) {
      case "raw" -> {
        return literal(tag, TagText.raw(tag));
      }
      case "include" -> {
        return include(tag);
      }
      case "if" -> branches(tag);
      case "for" -> loop(tag);
      case "set" -> set(tag);
      case "macro" -> macro(tag);
      case "elif", "else" -> throw error(tag, "'" + tag.getName() + "' belongs into an 'if'");
      default ->
          throw error(
              tag,
              "there is no tag '"
                  + tag.getName()
                  + "'; there are for, if, include, macro, raw, set");
    }
    return tag;
  }

  private void branches(TagNode tag) {
    expression(tag.getHelpers(), tag);
    boolean inString = position.inString();
    List<Node> read = new ArrayList<>();
    boolean last = false;
    for (Node child : tag.getChildren()) {
      boolean isElse = child instanceof TagNode inner && inner.getName().equals("else");
      boolean isElif = child instanceof TagNode inner && inner.getName().equals("elif");
      if (isElse || isElif) {
        if (last) {
          throw error(child, "nothing but 'endif' may follow the text after 'else'");
        }
        last = isElse;
        checkPosition(inString, child.getLineNumber(), "the text before '" + child.getName() + "'");
        if (isElif) {
          expression(((TagNode) child).getHelpers(), child);
        }
        read.add(child);
      } else {
        read.add(node(child));
      }
    }
    replaceChildren(tag, read);
    checkPosition(inString, tag.getLineNumber(), "'if'");
  }

  private void loop(TagNode tag) {
    expression(
        TagText.elements(tag)
            .orElseThrow(() -> error(tag, "'for' is written {% for name in list %}")),
        tag);
    boolean inString = position.inString();
    replaceChildren(tag, children(tag));
    checkPosition(inString, tag.getLineNumber(), "'for'");
  }

  private void set(TagNode tag) {
    String helpers = tag.getHelpers();
    int equals = helpers.indexOf('=');
    if (equals >= 0) {
      expression("[" + helpers.substring(equals + 1) + "]", tag);
    } else {
      if (helpers.indexOf('|') >= 0) {
        expression(helpers.trim(), tag);
      }
      textBlock(tag);
    }
  }

  private void macro(TagNode tag) {
    TagText.Macro macro =
        TagText.macro(tag)
            .orElseThrow(() -> error(tag, "'macro' is written {% macro name(one, two='x') %}"));
    macros.add(macro.name());
    macro.defaults().forEach(value -> expression(value, tag));
    textBlock(tag);
  }

  private void textBlock(TagNode tag) {
    textBlocks++;
    replaceChildren(tag, children(tag));
    textBlocks--;
  }

  private Node include(TagNode tag) {
    String file =
        TagText.file(tag)
            .orElseThrow(() -> error(tag, "'include' takes one file name in quotation marks"));
    if (files.contains(file) || files.size() > DEEPEST_INCLUDE) {
      throw error(tag, "'" + file + "' includes itself, or includes go too deep");
    }
    Included included = new Included(tag, file);
    try {
      included.getChildren().addAll(file(file, folder.read(file)));
    } catch (IllegalArgumentException e) {
      throw error(tag, e.getMessage());
    }
    return included;
  }

  private Expression expression(String text, Node node) {
    return expressions.read(text, files.peek(), node.getLineNumber());
  }

  private void checkPosition(boolean inString, int line, String block) {
    if (position.inString() != inString || position.inEscape()) {
      throw new TemplateException(
          files.peek(),
          line,
          block
              + (inString
                  ? " begins inside a JSON string and must end inside it"
                  : " begins outside of JSON strings and must end outside: a quotation mark is"
                      + " missing or too many"));
    }
  }

  private TemplateException error(Node node, String what) {
    return new TemplateException(files.peek(), node.getLineNumber(), what);
  }
}
