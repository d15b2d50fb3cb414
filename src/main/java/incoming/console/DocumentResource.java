package incoming.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The description of the API itself, in OpenAPI 3.1. Read when it is first asked for. */
final class DocumentResource {
  private static final String FILE = "openapi.yaml";

  List<Operation> operations() {
    return List.of(
        Operation.get(
            "readDescription", "/openapi.json", Role.ANYONE, call -> reply(Reply.JSON, json())),
        Operation.get(
                "readDescriptionAsYaml",
                "/openapi.yaml",
                Role.ANYONE,
                call -> reply("application/yaml", yaml()))
            .giving("application/yaml"));
  }

  private static Reply reply(String type, byte[] document) {
    return Reply.text(200, type, document);
  }

  static byte[] yaml() throws IOException {
    try (InputStream in = DocumentResource.class.getResourceAsStream(FILE)) {
      return in.readAllBytes();
    }
  }

  static byte[] json() throws IOException {
    String text = new String(yaml(), StandardCharsets.UTF_8);
    Object document = new Load(LoadSettings.builder().build()).loadFromString(text);
    try {
      return Json.MAPPER.writeValueAsBytes(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the description is no JSON", e);
    }
  }
}
