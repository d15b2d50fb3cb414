package incoming.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventFormatTest {
  @Provide
  Arbitrary<Object> json() {
    return AnyJson.value();
  }

  @Property
  void whatIsWrittenIsReadAgain(@ForAll("json") Object body) {
    Event event = Events.of(Map.of("x-request-id", "1", "via", List.of("a", "b")), body);

    assertThat(EventFormat.read(EventFormat.write(event)).asMap()).isEqualTo(event.asMap());
  }

  @Test
  void numbersStayAsTheyWereSent() {
    byte[] written =
        new String(EventFormat.write(Events.of(List.of())), UTF_8)
            .replace("[]", "[1.10,1E400,-0,12345678901234567890123456789]")
            .getBytes(UTF_8);

    assertThat(new String(EventFormat.write(EventFormat.read(written)), UTF_8))
        .contains("[1.10,1E400,-0,12345678901234567890123456789]");
  }

  @Test
  void headersAreStillFoundWithoutRegardToCase() {
    Event event = Events.of(Map.of("X-Request-ID", "7"), List.of());

    assertThat(EventFormat.read(EventFormat.write(event)).headers().get("x-ReQuest-id"))
        .isEqualTo("7");
  }

  @Test
  void deepNestingThatWasAcceptedIsRead() {
    String body = "[".repeat(500) + "]".repeat(500);
    byte[] written =
        new String(EventFormat.write(Events.of(List.of())), UTF_8)
            .replace("[]", body)
            .getBytes(UTF_8);

    assertThat(EventFormat.write(EventFormat.read(written))).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "1", "{}", "{\"eventId\":1}", "{\"time\":\"now\"}"})
  void whatIsNoEventIsRefusedInWords(String bytes) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventFormat.read(bytes.getBytes(UTF_8)))
        .withMessageStartingWith("the stored event is damaged: ");
  }
}
