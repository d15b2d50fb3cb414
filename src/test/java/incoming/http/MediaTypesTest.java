package incoming.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypesTest {
  private final MediaTypes json = new MediaTypes("application/json");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        " APPLICATION/JSON ",
        "application/json;charset=utf-8",
        "application/json; charset=UTF-8",
        "application/json; Charset=\"utf-8\"",
        "application/json; q=1; charset=utf8"
      })
  void sameTypeIsTakenWhateverItsParameters(String type) {
    assertThat(json.refuse(List.of(type), null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "application/json, application/json",
        "application/jsonp",
        "application/problem+json",
        "text/json",
        "application/json; charset=latin1",
        "application/json; charset=utf-8; charset=utf-16",
        "application/json; charset="
      })
  void otherTypesAndCharsetsAreRefused(String type) {
    assertThat(json.refuse(List.of(type), null)).map(Problem::status).contains(415);
  }

  @Test
  void noneOrTwoAreRefused() {
    assertThat(json.refuse(List.of(), null)).isPresent();
    assertThat(json.refuse(List.of("application/json", "application/json"), null)).isPresent();
  }

  @Test
  void encodedBodyIsRefusedEvenWhereEveryTypeIsTaken() {
    MediaTypes any = new MediaTypes("application/xml, */*");

    assertThat(any.refuse(List.of(), "gzip")).isPresent();
    assertThat(any.refuse(List.of(), "identity")).isEmpty();
    assertThat(any.refuse(List.of("text/plain"), null)).isEmpty();
  }

  @Test
  void severalTypesMayBeTaken() {
    MediaTypes two = new MediaTypes("application/json, application/cloudevents+json");

    assertThat(two.refuse(List.of("application/cloudevents+json"), null)).isEmpty();
    assertThat(two.refuse(List.of("text/plain"), null))
        .map(Problem::detail)
        .contains("Content-Type must be application/json or application/cloudevents+json.");
  }

  @Test
  void onlyJsonIsTakenUnlessTheRouteSaysOtherwise() {
    MediaTypes byDefault = new MediaTypes(null);

    assertThat(byDefault.refuse(List.of("application/json"), null)).isEmpty();
    assertThat(byDefault.refuse(List.of("text/plain"), null)).isPresent();
    assertThat(byDefault.refuse(List.of("application/x-www-form-urlencoded"), null)).isPresent();
    assertThat(byDefault.refuse(List.of(), null)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json; charset=utf-8",
        "application/*",
        "json",
        "",
        "application/json,",
        "application/json text/plain"
      })
  void typeThatNoRequestCouldNameIsRefusedWithWhatWouldBeRight(String consumes) {
    assertThatThrownBy(() -> new MediaTypes(consumes))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("consumes: '")
        .hasMessageContaining("such as application/json");
  }
}
