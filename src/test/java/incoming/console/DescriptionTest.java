package incoming.console;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.console.Description.Described;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The OpenAPI document is right, and says what the operations are. */
class DescriptionTest {
  private static final Description DESCRIPTION = new Description();

  static List<Operation> operations() {
    return Tables.ALL.all();
  }

  @Test
  void documentIsValidOpenApi31() {
    ParseOptions options = new ParseOptions();
    options.setResolve(true);
    SwaggerParseResult result =
        new OpenAPIV3Parser()
            .readContents(
                new String(DocumentResource.yaml(), StandardCharsets.UTF_8), null, options);

    assertThat(result.getMessages()).isEmpty();
    assertThat(result.isOpenapi31()).isTrue();
    assertThat(result.getOpenAPI().getPaths()).isNotEmpty();
  }

  @Test
  void validatorOfDocumentsFindsMistakes() {
    String wrong =
        new String(DocumentResource.yaml(), StandardCharsets.UTF_8)
            .replace("operationId: readStatus", "operationIdd: readStatus");

    assertThat(new OpenAPIV3Parser().readContents(wrong, null, null).getMessages())
        .anySatisfy(message -> assertThat(message).contains("operationIdd"));
  }

  @Test
  void documentAndTableHaveTheSameOperations() {
    Set<String> table = new TreeSet<>();
    for (Operation operation : operations()) {
      assertThat(table.add(operation.id())).as(operation.id()).isTrue();
    }
    assertThat(DESCRIPTION.operations().keySet()).isEqualTo(table);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void operationIsDescribedAsItIs(Operation operation) {
    Described described = DESCRIPTION.operations().get(operation.id());

    assertThat(described.method()).isEqualTo(operation.method());
    assertThat(described.path()).isEqualTo(operation.path().toString());
    assertThat(described.node().get("x-role").asText()).isEqualTo(operation.role().toString());
    assertThat(described.node().has("security")).isEqualTo(operation.role() == Role.ANYONE);
    assertThat(names(described, "query")).isEqualTo(operation.query());
    assertThat(names(described, "path")).isEqualTo(variables(operation));
    assertThat(described.node().at("/requestBody/content").properties())
        .extracting(entry -> entry.getKey())
        .isEqualTo(operation.takes() == null ? List.of() : List.of(operation.takes()));
    assertThat(names(described, "header")).isEqualTo(conditions(operation, described));
    assertThat(described.node().get("summary").asText()).isNotBlank();
    assertThat(described.node().get("tags")).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("operations")
  void answersOfOperationAreDescribed(Operation operation) {
    Set<String> described = new TreeSet<>();
    DESCRIPTION
        .operations()
        .get(operation.id())
        .node()
        .get("responses")
        .fieldNames()
        .forEachRemaining(described::add);

    assertThat(described).contains("4XX", "5XX");
    assertThat(described).anySatisfy(status -> assertThat(status).startsWith("2"));
    assertThat(described.contains("404")).isEqualTo(operation.path().toString().contains("{"));
    assertThat(described.contains("412")).isEqualTo(operation.conditional());
    assertThat(described.contains("428")).isEqualTo(operation.conditional());
    assertThat(described.contains("413")).isEqualTo(operation.takes() != null);
    assertThat(described.contains("415")).isEqualTo(operation.takes() != null);
    for (String status : described) {
      if (status.startsWith("2") && !status.equals("204")) {
        int code = Integer.parseInt(status);
        assertThat(DESCRIPTION.response(operation.id(), code).at("/content").has(operation.gives()))
            .as(operation.id() + " " + status + " as " + operation.gives())
            .isTrue();
      }
    }
  }

  /** What shows an ETag can be asked for only if it is another. */
  private static Set<String> conditions(Operation operation, Described described) {
    if (operation.conditional()) {
      return Set.of("If-Match");
    }
    boolean tagged =
        operation.method().equals("GET")
            && !described.node().at("/responses/200/headers/ETag").isMissingNode();
    assertThat(described.node().get("responses").has("304")).isEqualTo(tagged);
    return tagged ? Set.of("If-None-Match") : Set.of();
  }

  private static Set<String> names(Described described, String in) {
    Set<String> names = new TreeSet<>();
    described.parameters().stream()
        .filter(parameter -> parameter.get("in").asText().equals(in))
        .forEach(parameter -> names.add(parameter.get("name").asText()));
    return names;
  }

  private static Set<String> variables(Operation operation) {
    Set<String> names = new TreeSet<>();
    for (String segment : operation.path().segments()) {
      if (segment.startsWith("{")) {
        names.add(segment.substring(1, segment.length() - 1));
      }
    }
    return names;
  }
}
