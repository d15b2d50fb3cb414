package incoming.management;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Map;
import org.apache.camel.health.HealthCheck;

/** The results of some health checks, as JSON in the shape that Camel's own server gives them. */
record Health(Collection<HealthCheck.Result> results) {
  private static final JsonFactory JSON = new JsonFactory();

  boolean isUp() {
    return results.stream().noneMatch(result -> result.getState() == HealthCheck.State.DOWN);
  }

  String json() {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("status", isUp() ? "UP" : "DOWN");
      json.writeArrayFieldStart("checks");
      for (HealthCheck.Result result : results) {
        json.writeStartObject();
        json.writeStringField("name", result.getCheck().getId());
        json.writeStringField("status", result.getState().name());
        json.writeFieldName("data");
        write(json, result.getDetails());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Object value) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName(String.valueOf(entry.getKey()));
        write(json, entry.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof Collection<?> items) {
      json.writeStartArray();
      for (Object item : items) {
        write(json, item);
      }
      json.writeEndArray();
    } else if (value instanceof Boolean truth) {
      json.writeBoolean(truth);
    } else if (value instanceof Number number) {
      json.writeNumber(number.toString());
    } else {
      json.writeString(String.valueOf(value));
    }
  }
}
