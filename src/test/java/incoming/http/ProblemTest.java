package incoming.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemTest {
  @Test
  void answerIsAProblemDocument() throws IOException {
    Answer answer = Problem.of(413, "body-too-large", "Body too large", "At most \"1\".").answer();

    JsonNode json = new ObjectMapper().readTree(answer.body());
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.headers()).isEqualTo(Map.of("Content-Type", "application/problem+json"));
    assertThat(json.get("type").asText()).isEqualTo("/problems/body-too-large");
    assertThat(json.get("title").asText()).isEqualTo("Body too large");
    assertThat(json.get("status").asInt()).isEqualTo(413);
    assertThat(json.get("detail").asText()).isEqualTo("At most \"1\".");
    assertThat(json.get("retry").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "400,false",
    "401,false",
    "404,false",
    "408,true",
    "413,false",
    "429,true",
    "500,true"
  })
  void saysWhetherToTryAgain(int status, boolean retry) {
    assertThat(new String(Problem.of(status, "x", "x", "x").answer().body(), UTF_8))
        .contains("\"retry\":" + retry);
  }

  @Test
  void headersAreAddedWithoutChangingTheOriginal() {
    Problem plain = Problem.of(503, "x", "x", "x");

    assertThat(plain.retryAfter(3).with("A", "b").answer().headers())
        .containsEntry("Retry-After", "3")
        .containsEntry("A", "b")
        .containsEntry("Content-Type", "application/problem+json");
    assertThat(plain.headers()).isEmpty();
  }
}
