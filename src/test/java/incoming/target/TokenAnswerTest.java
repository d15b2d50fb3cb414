package incoming.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenAnswerTest {
  @ParameterizedTest
  @CsvSource({
    "3600, 3570",
    "\"3600\", 3570",
    "61, 31",
    "60, 30",
    "40, 20",
    "0, 0",
    "null, 300",
    "999999999999999999, 86370"
  })
  void tokenIsUsedUntilShortlyBeforeItExpires(String expires, long seconds) {
    TokenAnswer answer = granted("\"expires_in\":" + expires.replace("\"\"", "\""));
    assertThat(answer.failure()).isNull();
    assertThat(answer.token()).isEqualTo("s3cr3t-t0k3n");
    assertThat(answer.lifetime()).isEqualTo(Duration.ofSeconds(seconds));
    assertThat(answer.toString()).doesNotContain("s3cr3t");
  }

  @Test
  void tokenWithoutTimeIsUsedForFiveMinutes() {
    assertThat(granted("\"scope\":\"orders\"").lifetime()).isEqualTo(Duration.ofMinutes(5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "<html>s3cr3t</html>",
        "{}",
        "{\"access_token\":\"a\"}",
        "{\"access_token\":\"a\",\"token_type\":\"mac\"}",
        "{\"access_token\":\"a\",\"token_type\":1}",
        "{\"access_token\":\"\",\"token_type\":\"bearer\"}",
        "{\"access_token\":7,\"token_type\":\"bearer\"}",
        "{\"access_token\":\"s3cr3t\\r\\nX-Evil: 1\",\"token_type\":\"bearer\"}",
        "{\"access_token\":\"s3cr3t\u00e9\",\"token_type\":\"bearer\"}",
        "{\"access_token\":\"a\",\"access_token\":\"b\",\"token_type\":\"bearer\"}",
        "{\"access_token\":\"a\",\"token_type\":\"bearer\",\"expires_in\":-1}",
        "{\"access_token\":\"a\",\"token_type\":\"bearer\",\"expires_in\":1.5}",
        "{\"access_token\":\"a\",\"token_type\":\"bearer\",\"expires_in\":\"soon\"}",
        "{\"access_token\":\"a\",\"token_type\":\"bearer\",\"expires_in\":{}}",
        "{\"access_token\":\"a\",\"token_type\":\"bearer\"} x",
        "{\"access_token\":\"a\",\"token_type\":\"bearer\""
      })
  void whatIsNoTokenIsNotUsedAndNotRepeated(String body) {
    TokenAnswer answer = read(200, body);
    assertThat(answer.token()).isNull();
    assertThat(answer.failure().retryable()).isTrue();
    assertThat(answer.failure().reason())
        .startsWith("the token endpoint's answer ")
        .doesNotContain("s3cr3t");
  }

  @Test
  void jsonOfHostileDepthIsNoToken() {
    String deep = "{\"a\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}";
    assertThat(read(200, deep).failure().reason()).contains("is no JSON object");
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_client, false, the token endpoint refused the credentials (invalid_client)",
    "401, invalid_client, false, the token endpoint refused the credentials (invalid_client)",
    "400, invalid_scope, false, the token endpoint refused the credentials (invalid_scope)",
    "400, s3cr3t, false, the token endpoint refused the credentials (status 400)",
    "403, invalid_client, false, the token endpoint answered with status 403",
    "302, '', false, the token endpoint answered with status 302",
    "201, '', false, the token endpoint answered with status 201",
    "429, '', true, the token endpoint answered with status 429",
    "500, invalid_client, true, the token endpoint answered with status 500",
    "503, '', true, the token endpoint answered with status 503"
  })
  void refusalIsToldInTheWordsOfTheStandardAlone(
      int status, String error, boolean retryable, String reason) {
    TokenAnswer answer =
        read(status, "{\"error\":\"" + error + "\",\"error_description\":\"s3cr3t\"}");
    assertThat(answer.failure().retryable()).isEqualTo(retryable);
    assertThat(answer.failure().reason()).isEqualTo(reason);
    CallFailure failure = answer.failure().of("crm");
    assertThat(failure).hasMessage("credentials 'crm': " + reason).hasNoCause();
    assertThat(failure.isRetryable()).isEqualTo(retryable);
    assertThat(failure.problem().status()).isEqualTo(502);
    assertThat(failure.problem().type()).isEqualTo("/problems/credentials-unavailable");
    assertThat(failure.problem().retry()).isEqualTo(retryable);
    assertThat(failure.problem().headers().containsKey("Retry-After")).isEqualTo(retryable);
  }

  private static TokenAnswer granted(String member) {
    return read(
        200, "{\"access_token\":\"s3cr3t-t0k3n\",\"token_type\":\"Bearer\"," + member + "}");
  }

  private static TokenAnswer read(int status, String body) {
    return TokenAnswer.read(status, body.getBytes(StandardCharsets.UTF_8));
  }
}
