package incoming.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import incoming.config.Settings;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BodyTest {
  private final Capacity capacity =
      new Capacity(
          DoorSettings.read(
              new Settings(
                  Map.of("incoming.http.max-body", "10", "incoming.http.max-body-memory", "10"))));
  private final Body body = new Body(capacity);

  @Test
  void piecesAreOneBody() {
    for (String piece : new String[] {"ab", "c", "", "def", "g"}) {
      assertThat(body.add(Buffer.buffer(piece))).isTrue();
    }

    assertThat(body.length()).isEqualTo(7);
    assertThat(body.take()).isEqualTo("abcdefg".getBytes(US_ASCII));
  }

  @Test
  void requestWithoutABodyHasAnEmptyOne() {
    assertThat(body.take()).isEmpty();
  }

  @Test
  void pieceForWhichThereIsNoMemoryIsNotAdded() {
    body.add(Buffer.buffer("12345678"));

    assertThat(body.add(Buffer.buffer("abc"))).isFalse();
    assertThat(body.take()).isEqualTo("12345678".getBytes(US_ASCII));
  }

  @Test
  void memoryCountsUntilItIsGivenBackAndThenOnce() {
    body.add(Buffer.buffer("1234567890"));
    body.take();
    assertThat(capacity.reserve(1)).isFalse();

    body.free();
    body.free();

    assertThat(capacity.reserve(10)).isTrue();
    assertThat(capacity.reserve(1)).isFalse();
  }
}
