package incoming.route;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.util.SensitiveUtils;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Finds secrets that are written into a route file, where a placeholder belongs.
 *
 * <p>By the name of an option, a bean's property or a header, by a password in an address, and by
 * the shape of private keys and tokens. A finding never repeats the value. A secret that is called
 * by a harmless name and looks like nothing in particular is not found.
 */
final class Secrets {
  private static final String INSTEAD =
      " is written in clear; write {{env:NAME}} or {{file:/run/secrets/name}}";

  /** How names of secrets end, also those of targets, which Camel cannot know. */
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i).*(password|passwd|pwd|passphrase|passcode|secret|token|credential|signature"
              + "|(api|access|private|secret|auth|account|shared)[-_.]?key)"
              + "|key|sig|auth|authorization|proxy-authorization|cookie");

  /** What Camel calls sensitive, but says who one is rather than proving it. */
  private static final Pattern IDENTITY =
      Pattern.compile("(?i).*(user|username|name|login|realm|id|sid|url|address|random)");

  private static final Pattern PRIVATE_KEY = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----");
  private static final Pattern JWT =
      Pattern.compile("eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]+");
  private static final Pattern USER_INFO = Pattern.compile("//([^/?#@:]*):([^/?#@]+)@");

  private static final Set<String> HEADER_STEPS = Set.of("setHeader", "setHeaders", "headers");
  private static final List<String> FIXED = List.of("constant", "simple");

  private final Document document;
  private final Findings findings;

  Secrets(Document document, Findings findings) {
    this.document = document;
    this.findings = findings;
  }

  /** Adds the secrets of a file that are not in an endpoint. */
  void check() {
    Yaml.scalars(document.root(), this::shape);
    Yaml.visit(
        document.root(),
        (owner, member) -> {
          if (owner.equals("properties") && isSecret(member.name(), member.value())) {
            findings.error(member.value(), "the value of '" + member.name() + "'" + INSTEAD);
          } else if (HEADER_STEPS.contains(member.name())) {
            header(member.value());
            Yaml.elements(member.value()).forEach(this::header);
          }
        });
  }

  /** Adds the secrets of an endpoint, and answers whether there are any. */
  boolean check(EndpointUse use) {
    // The options of our own steps are names of things that are declared elsewhere.
    boolean found = false;
    for (EndpointUse.Option option : use.options(document)) {
      if (!use.scheme().equals("incoming") && isSecret(option.name(), option.value())) {
        findings.error(option.spot(), "the value of '" + option.name() + "'" + INSTEAD);
        found = true;
      }
    }
    var userInfo = USER_INFO.matcher(use.text());
    if (userInfo.find() && isClear(userInfo.group(2))) {
      findings.error(
          document.inside(use.uri(), userInfo.start(2)), "the password in the address" + INSTEAD);
      found = true;
    }
    return found;
  }

  private void shape(ScalarNode scalar) {
    if (PRIVATE_KEY.matcher(scalar.getValue()).find()) {
      findings.error(scalar, "a private key" + INSTEAD);
    } else if (JWT.matcher(scalar.getValue()).find()) {
      findings.error(scalar, "a token" + INSTEAD);
    }
  }

  private void header(Node step) {
    String name = Yaml.scalar(step, "name").map(ScalarNode::getValue).orElse("");
    for (Node holder : List.of(step, Yaml.member(step, "expression").orElse(step))) {
      for (String language : FIXED) {
        Yaml.member(holder, language)
            .flatMap(
                value ->
                    value instanceof ScalarNode scalar
                        ? java.util.Optional.of(scalar)
                        : Yaml.scalar(value, "expression"))
            .filter(value -> isSecret(name, value))
            .ifPresent(
                value -> findings.error(value, "the value of the header '" + name + "'" + INSTEAD));
      }
    }
  }

  private static boolean isSecret(String name, Node value) {
    return value instanceof ScalarNode && isSecret(name, SchemaType.text(value));
  }

  private static boolean isSecret(String name, String value) {
    boolean secret =
        SECRET.matcher(name).matches()
            || (SensitiveUtils.containsSensitive(name) && !IDENTITY.matcher(name).matches());
    return secret && isClear(value);
  }

  /** Neither a placeholder, nor known only when a message comes, nor the name of a bean. */
  private static boolean isClear(String value) {
    String text = value.strip().toLowerCase(Locale.ROOT);
    return !text.isEmpty()
        && !text.contains("{{")
        && !text.contains("${")
        && !text.startsWith("#")
        && !text.equals("true")
        && !text.equals("false");
  }
}
