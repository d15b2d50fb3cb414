package incoming.route;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaTest {
  @RegisterExtension private final Folder folder = new Folder();

  @Test
  void unknownStepIsNamedWithTheOneThatWasMeant() {
    folder.orders("to: incoming:flatten", "setBodyy: {constant: x}", "set-body: {constant: x}");

    folder.assertFindings(
        "orders.camel.yaml:7:11: error: there is no step 'setBodyy'; did you mean 'setBody'?",
        "orders.camel.yaml:8:11: error: there is no step 'set-body'; did you mean 'setBody'?");
  }

  @Test
  void unknownItemOfTheFileIsNamed() {
    folder.with("orders.camel.yaml", "- routee: {id: orders}\n");

    folder.assertFindings(
        "orders.camel.yaml:1:1: error: the file has no route; write '- route:' with an id and a"
            + " from",
        "orders.camel.yaml:1:3: error: there is no step 'routee'; did you mean 'route'?");
  }

  @Test
  void unknownOptionOfAStepIsNamed() {
    folder.orders("filter: {jsonpat: x, steps: []}");

    folder.assertFindings(
        "orders.camel.yaml:6:20: error: 'filter' has no 'jsonpat'; did you mean 'jsonpath'?");
  }

  @Test
  void requiredOptionThatIsMissingIsNamed() {
    folder.with(
        "orders.camel.yaml",
        """
        - route:
            id: orders
            from:
              uri: platform-http:/in/orders
        """);

    folder.assertFindings("orders.camel.yaml:4:7: error: 'from' needs 'steps'");
  }

  @Test
  void twoStepsInOneElementAreToldApart() {
    folder.orders("to: incoming:flatten\n          log: x");

    folder.assertFindings(
        "orders.camel.yaml:7:11: error: 'log' needs a '- ' of its own, on a line of its own");
  }

  @Test
  void wrongTypeSaysWhatIsWanted() {
    folder.with(
        "orders.camel.yaml",
        """
        - route:
            id: orders
            trace: sometimes
            from:
              uri: platform-http:/in/orders
              steps:
                to: incoming:flatten
        """);

    folder.assertFindings(
        "orders.camel.yaml:3:12: error: 'trace' must be true or false, not 'sometimes'",
        "orders.camel.yaml:7:9: error: 'steps' must be a list, each element with '- ' in front, not"
            + " 'name: value' lines");
  }

  @Test
  void numberWhereTextIsWantedIsAWarning() {
    folder.orders("setBody: {constant: 418}");

    folder.assertFindings(
        "orders.camel.yaml:6:31: warning: 'constant' is text; put it in quotation marks");
  }

  @Test
  void placeholderMayStandForTrueOrFalse() {
    folder.orders("log: {message: x, logName: y, disabled: '{{nothing:false}}'}");

    folder.assertFindings();
  }

  @Test
  void valueOutsideOfAnEnumerationIsListedWithIt() {
    folder.orders("to: {uri: 'incoming:flatten', pattern: Inonly}");

    folder.assertFindings(
        "orders.camel.yaml:6:50: error: 'pattern' cannot be 'Inonly'; it is one of InOnly, InOut");
  }

  @Test
  void stepWithoutAValueIsNamed() {
    folder.orders("to:");

    folder.assertFindings("orders.camel.yaml:6:14: error: 'to' has no value");
  }

  @Test
  void twoExpressionsAreOneTooMany() {
    folder.orders("setBody: {simple: a, constant: b}");

    folder.assertFindings(
        "orders.camel.yaml:6:20: error: 'setBody' has constant and simple; keep one of them");
  }

  @Test
  void onlyTheExpressionThatWasMeantIsFoundFaultWith() {
    folder.orders("setBody: {simple: {expresion: x}}");

    folder.assertFindings(
        "orders.camel.yaml:6:29: error: 'simple' needs 'expression'",
        "orders.camel.yaml:6:30: error: 'simple' has no 'expresion'; did you mean 'expression'?");
  }

  @Test
  void emptyExpressionIsNoExpression() {
    folder.orders("setBody: {expression: {}}");

    folder.assertFindings(
        "orders.camel.yaml:6:33: error: 'expression' needs an expression, such as simple, jsonpath,"
            + " constant or language");
  }

  @Test
  void memberThatIsThereTwiceIsNamed() {
    folder.orders("setBody: {constant: a, constant: b}");

    folder.assertFindings(
        "orders.camel.yaml:6:34: error: 'constant' is here twice; keep one of them");
  }

  /** Documents at which this class and a general validator must come to the same judgement. */
  static List<String> documents() {
    return Stream.of(
            "setBody: {constant: x}",
            "setBody: {simple: {expression: x, trim: true}}",
            "setBody: {expression: {simple: x}}",
            "setBody: {}",
            "setBody: {simple: x, constant: y}",
            "setBody: {simple: {expresion: x}}",
            "setBody: {language: {language: hash, expression: x}}",
            "setBody: {language: {language: hash, expr: x}}",
            "to: log:a",
            "to: {uri: log:a, parameters: {x: 1}}",
            "to: {urii: log:a}",
            "to: [log:a]",
            "toD: log:a",
            "wireTap: {uri: log:a}",
            "filter: {jsonpath: $.a, steps: [{to: log:a}]}",
            "filter: {jsonpath: $.a, steps: [{too: log:a}]}",
            "filter: {jsonpath: $.a, steps: {to: log:a}}",
            "filter: {steps: []}",
            "choice: {when: [{simple: a, steps: []}], otherwise: {steps: []}}",
            "choice: {when: [{simple: a, stepps: []}]}",
            "choice: {when: {simple: a}}",
            "removeHeaders: {pattern: '*'}",
            "removeHeaders: {}",
            "setHeader: {name: a, constant: b}",
            "setHeader: {constant: b}",
            "setHeaders: {headers: [{name: a, constant: b}]}",
            "idempotentConsumer: {idempotentRepository: a, simple: b, steps: []}",
            "idempotentConsumer: {simple: b, steps: []}",
            "idempotentConsumer: {idempotentRepository: a, completionEager: 'yes', simple: b}",
            "split: {tokenize: {token: ','}, steps: []}",
            "doTry: {steps: [], doCatch: [{exception: [a], steps: []}]}",
            "doTry: {steps: [], doCatch: [{exceptions: [a], steps: []}]}",
            "log: {message: a, loggingLevel: INFO}",
            "log: {message: a, loggingLevel: LOUD}",
            "log: a",
            "stop: {}",
            "marshal: {json: {library: Jackson}}",
            "marshal: {jason: {}}",
            "throwException: {message: a, exceptionType: b}",
            "multicast: {parallelProcessing: true, steps: []}",
            "multicast: {parallelProcessing: 1, steps: []}",
            "onException: {}",
            "bean: {ref: a, method: b}",
            "loop: {constant: '3', steps: []}")
        .map(step -> "- route: {id: a, from: {uri: 'log:a', steps: [{" + step + "}]}}")
        .toList();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void agreesWithAGeneralValidator(String document) throws IOException {
    Findings findings = new Findings(folder.path());
    Schema.camel().check(Document.read(document, findings).orElseThrow().root(), findings);

    assertThat(findings.sorted().isEmpty())
        .as(findings.sorted().toString())
        .isEqualTo(validator().validate(YAML.readTree(document)).isEmpty());
  }

  @Test
  void everyKeywordOfCamelsSchemaIsKnown() throws IOException {
    Set<String> unknown = new TreeSet<>();
    try (InputStream in = resource()) {
      keywords(new ObjectMapper().readTree(in), unknown);
    }
    unknown.removeAll(Schema.KEYWORDS);

    // What tells something to people and tools, but refuses nothing.
    assertThat(unknown)
        .containsExactlyInAnyOrder(
            "$schema", "default", "definitions", "deprecated", "description", "format", "title");
  }

  private static void keywords(JsonNode schema, Set<String> keywords) {
    schema
        .properties()
        .forEach(
            field -> {
              keywords.add(field.getKey());
              switch (field.getKey()) {
                case "properties", "definitions" ->
                    field.getValue().forEach(inner -> keywords(inner, keywords));
                case "items", "not" -> keywords(field.getValue(), keywords);
                case "oneOf", "anyOf" ->
                    field.getValue().forEach(inner -> keywords(inner, keywords));
                case "additionalProperties" ->
                    assertThat(field.getValue().isBoolean() && !field.getValue().asBoolean())
                        .isTrue();
                default -> assertThat(field.getKey()).doesNotStartWith("pattern");
              }
            });
  }

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private static InputStream resource() {
    return SchemaTest.class.getResourceAsStream("/schema/camelYamlDsl.json");
  }

  private static JsonSchema validator() {
    return Validator.CAMEL;
  }

  private static final class Validator {
    static final JsonSchema CAMEL =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(resource());
  }
}
