package incoming.route;

import incoming.config.Nearest;
import incoming.filter.JsonPaths;
import incoming.jinjava.TemplateException;
import incoming.route.Finding.Severity;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.jsonpath.JsonPathLanguage;
import org.apache.camel.spi.Language;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/** Lets every expression of a file be read by its language. */
final class LanguageCheck {
  /**
   * The languages under their own names; those whose names mean something else too are left out.
   */
  private static final Set<String> NAMED =
      Set.of(
          "csimple",
          "datasonnet",
          "groovy",
          "hl7terser",
          "java",
          "joor",
          "jq",
          "js",
          "jsonpath",
          "mvel",
          "ognl",
          "python",
          "simple",
          "spel",
          "wasm",
          "xpath",
          "xquery");

  private static final Set<String> CONDITIONS =
      Set.of("filter", "when", "validate", "onWhen", "completionPredicate", "retryWhile");

  private static final Set<String> KNOWN =
      Set.of("constant", "event", "hash", "jinja", "jsonpath", "simple");

  /** How our own languages tell the place of an error. */
  private static final Pattern CHARACTER = Pattern.compile(", character (\\d{1,9}): ");

  private final CamelContext camel;
  private final Placeholders placeholders;
  private final Document document;
  private final Findings findings;

  LanguageCheck(Placeholders placeholders, Document document, Findings findings) {
    this.camel = placeholders.camel();
    this.placeholders = placeholders;
    this.document = document;
    this.findings = findings;
  }

  void check() {
    Yaml.visit(
        document.root(),
        (owner, member) -> {
          boolean condition = CONDITIONS.contains(owner);
          if (member.name().equals("language")) {
            Yaml.scalar(member.value(), "language")
                .ifPresent(
                    name ->
                        check(
                            name,
                            name.getValue(),
                            Yaml.scalar(member.value(), "expression"),
                            condition));
          } else if (NAMED.contains(member.name()) && !owner.equals("parameters")) {
            Optional<ScalarNode> text =
                member.value() instanceof ScalarNode scalar
                    ? Optional.of(scalar)
                    : Yaml.scalar(member.value(), "expression");
            check(member.key(), member.name(), text, condition);
          }
        });
  }

  private void check(
      ScalarNode place, String name, Optional<ScalarNode> expression, boolean condition) {
    if (name.contains("{{")) {
      return;
    }
    Language language;
    try {
      language = camel.resolveLanguage(name);
    } catch (RuntimeException e) {
      // Camel looks for a file of this name, and fails in many ways when it finds another thing.
      Set<String> known = new TreeSet<>(KNOWN);
      known.addAll(camel.getLanguageNames());
      findings.error(place, "there is no language '" + name + "'" + Nearest.hint(name, known));
      return;
    }
    expression.ifPresent(
        text ->
            placeholders
                .resolve(text.getValue())
                .ifPresent(resolved -> read(language, text, resolved, condition)));
  }

  private void read(Language language, ScalarNode written, String text, boolean condition) {
    try {
      if (language instanceof JsonPathLanguage && text.startsWith("$") && !text.contains("${")) {
        JsonPaths.check(text); // Camel would at the first request
      }
      if (condition) {
        language.createPredicate(text).init(camel);
      } else {
        language.createExpression(text).init(camel);
      }
    } catch (TemplateException e) {
      template(written, e);
    } catch (RuntimeException e) {
      String reason = placeholders.redact(Reason.of(e), written.getValue());
      findings.error(place(written, reason), reason);
    }
  }

  private void template(ScalarNode written, TemplateException e) {
    if (e.file().equals("inline")) {
      int offset = 0;
      for (int line = 1; line < e.getLineNumber(); line++) {
        offset = Math.max(offset, written.getValue().indexOf('\n', offset) + 1);
      }
      findings.error(document.inside(written, offset), e.what());
    } else {
      findings.add(
          new Finding(findings.beside(e.file()), e.getLineNumber(), 1, Severity.ERROR, e.what()));
    }
  }

  private Spot place(ScalarNode written, String reason) {
    Matcher m = CHARACTER.matcher(reason);
    return m.find()
        ? document.inside(
            written, Math.min(Integer.parseInt(m.group(1)) - 1, written.getValue().length()))
        : Spot.of(written);
  }
}
