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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RouteFilesSchemaTest {
  private static final JsonSchema SCHEMA = schema();
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private static JsonSchema schema() {
    try (InputStream in =
        RouteFilesSchemaTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(in);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static List<Path> routeFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("routes"))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("routeFiles")
  void shippedRouteFileFollowsCamelsSchema(Path file) throws IOException {
    JsonNode routes = YAML.readTree(Files.readString(file));

    assertThat(SCHEMA.validate(routes)).isEmpty();
    assertThat(routes.get(0).at("/route/id").asText() + ".camel.yaml")
        .isEqualTo(file.getFileName().toString());
  }

  @Test
  void schemaIsNotSatisfiedByAMisspeltStep() throws IOException {
    String misspelt = "- route: {from: {uri: 'direct:a', steps: [{setBodyy: {constant: x}}]}}";

    assertThat(SCHEMA.validate(YAML.readTree(misspelt))).isNotEmpty();
  }
}
