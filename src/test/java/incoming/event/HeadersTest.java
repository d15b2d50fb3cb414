package incoming.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadersTest {

  @Test
  void namesAreLowerCaseInTheOrderSentAndRepeatedValuesAList() {
    MultiMap sent = MultiMap.caseInsensitiveMultiMap();
    sent.add("X-Request-ID", "1").add("Host", "h").add("x-request-id", "2");
    assertThat(Headers.of(sent))
        .containsExactly(Map.entry("x-request-id", List.of("1", "2")), Map.entry("host", "h"));
  }

  @Test
  void lookedUpWithoutRegardToCase() {
    Map<String, Object> headers = Headers.of(Map.of("X-A", "1"));
    assertThat(headers.get("x-a")).isEqualTo("1");
    assertThat(headers.get("X-a")).isEqualTo("1");
    assertThat(headers.containsKey("X-A")).isTrue();
    assertThat(headers.containsKey("X-B")).isFalse();
    Object noName = 7;
    assertThat(headers.get(noName)).isNull();
    assertThat(headers).isEqualTo(Map.of("x-a", "1"));
  }

  @Test
  void credentialsAreNeverIncluded() {
    MultiMap sent = MultiMap.caseInsensitiveMultiMap();
    sent.add("Authorization", "Bearer s3cret").add("PROXY-Authorization", "s").add("Cookie", "c");
    sent.add("cookie", "d").add("Accept", "a");
    assertThat(Headers.of(sent)).isEqualTo(Map.of("accept", "a"));
    Event event = Events.of(Map.of("Authorization", "Bearer s3cret", "COOKIE", "c"), null);
    assertThat(event.headers()).isEmpty();
  }

  @Test
  void nothingCanBeChanged() {
    MultiMap sent = MultiMap.caseInsensitiveMultiMap().add("a", "1").add("a", "2");
    Map<String, Object> headers = Headers.of(sent);
    assertThatThrownBy(() -> headers.put("b", 1)).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(headers::clear).isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> ((List<?>) headers.get("a")).clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }
}
