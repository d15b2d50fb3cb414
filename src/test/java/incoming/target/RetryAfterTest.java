package incoming.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | PT0S",
        "120 | PT2M",
        " 120 | PT2M",
        "604801 | P7D",
        "99999999999999999999999999 | P7D",
        "Sun, 22 Nov 2026 10:01:00 GMT | PT1M",
        "Sunday, 22-Nov-26 10:01:00 GMT | PT1M",
        "Sun, 22 Nov 2026 09:00:00 GMT | PT0S",
        "Tue, 22 Nov 2033 10:00:00 GMT | P7D"
      })
  void secondsAndDatesAreBounded(String header, Duration expected) {
    assertThat(of(429, header)).isEqualTo(expected);
    assertThat(of(503, header)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-1", "1.5", "1e3", "0x10", "١٢", "Sun, 99 Nov 2026", "1;2"})
  void garbageIsIgnored(String header) {
    assertThat(of(429, header)).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 302, 400, 500, 502})
  void otherStatusesHaveNone(int status) {
    assertThat(of(status, "120")).isNull();
  }

  @Test
  void noHeaderIsNone() {
    assertThat(RetryAfter.of(new BasicHttpResponse(429), NOW)).isNull();
  }

  private static Duration of(int status, String header) {
    BasicHttpResponse response = new BasicHttpResponse(status);
    response.addHeader("Retry-After", header);
    return RetryAfter.of(response, NOW);
  }
}
