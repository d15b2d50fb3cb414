package incoming.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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

  static byte[] yaml() {
    return Document.YAML;
  }

  static byte[] json() {
    return Document.JSON;
  }

  /** Made once: anyone may ask for it, as often as they like. */
  private static final class Document {
    static final byte[] YAML = read();
    static final byte[] JSON = write();

    private static byte[] read() {
      try (InputStream in = DocumentResource.class.getResourceAsStream(FILE)) {
        return in.readAllBytes();
      } catch (IOException e) {
        throw new UncheckedIOException("the description cannot be read", e);
      }
    }

    private static byte[] write() {
      String text = new String(YAML, StandardCharsets.UTF_8);
      try {
        return Json.MAPPER.writeValueAsBytes(
            new Load(LoadSettings.builder().build()).loadFromString(text));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("the description is no JSON", e);
      }
    }
  }
}
