package incoming.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemandsTest {
  private static final Operation PLAIN =
      Operation.get("plain", "/plain", Role.VIEW, call -> Reply.done());
  private static final Operation TAKING =
      Operation.put("taking", "/taking", Role.VIEW, call -> Reply.done())
          .taking(Reply.JSON, 100)
          .ifMatch();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON; charset=UTF-8",
        "application/json;charset=\"utf-8\""
      })
  void jsonInUtf8IsTaken(String type) throws Refusal {
    Demands.check(TAKING, Desks.headers("Content-Type", type, "If-Match", "\"a\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/json; charset=utf-16",
        "application/jsonx",
        "application/json; a=b; c=d",
        ""
      })
  void otherTypesAreNot(String type) {
    assertThat(status(TAKING, "Content-Type", type, "If-Match", "\"a\"")).isEqualTo(415);
  }

  @Test
  void bodyOfTwoTypesOrEncodedIsNotTaken() {
    assertThat(
            status(
                TAKING,
                "If-Match",
                "\"a\"",
                "Content-Type",
                Reply.JSON,
                "Content-Type",
                Reply.JSON))
        .isEqualTo(415);
    assertThat(
            status(
                TAKING,
                "If-Match",
                "\"a\"",
                "Content-Type",
                Reply.JSON,
                "Content-Encoding",
                "gzip"))
        .isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*", "a", "W/\"a\"", "\"a\", \"b\"", "\"a", ""})
  void onlyOneStrongEtagCounts(String etag) {
    assertThat(status(TAKING, "Content-Type", Reply.JSON, "If-Match", etag)).isEqualTo(428);
  }

  @Test
  void bodyWhereNoneIsTakenIsRefusedAndSoIsOneTooLong() {
    assertThat(status(PLAIN, "Content-Length", "1")).isEqualTo(400);
    assertThat(status(PLAIN, "Transfer-Encoding", "chunked")).isEqualTo(400);
    assertThat(
            status(
                TAKING, "If-Match", "\"a\"", "Content-Type", Reply.JSON, "Content-Length", "101"))
        .isEqualTo(413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"*/*", "application/*", "text/html, application/json;q=0.5"})
  void jsonThatIsAcceptedIsAnswered(String accept) throws Refusal {
    Demands.check(PLAIN, Desks.headers("Accept", accept));
  }

  @Test
  void answerThatIsNotAcceptedIsNotMade() {
    assertThat(status(PLAIN, "Accept", "text/html")).isEqualTo(406);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"a\"", "W/\"a\"", "\"b\", \"a\"", "\"b\",W/\"a\""})
  void versionThatTheCallerHasIsKnown(String etags) {
    Reply reply = Reply.of(List.of()).tagged("a");

    assertThat(Demands.isKnown(Desks.headers("If-None-Match", etags), reply)).isTrue();
    assertThat(reply.notModified().headers()).isEqualTo(Map.of("ETag", "\"a\""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"b\"", "a", "", "\"A\""})
  void anotherVersionIsNot(String etags) {
    MultiMap headers = Desks.headers("If-None-Match", etags);

    assertThat(Demands.isKnown(headers, Reply.of(List.of()).tagged("a"))).isFalse();
    assertThat(Demands.isKnown(headers, Reply.of(List.of()))).isFalse();
  }

  private static int status(Operation operation, String... headers) {
    return catchThrowableOfType(
            Refusal.class, () -> Demands.check(operation, Desks.headers(headers)))
        .problem()
        .status();
  }
}
