package incoming.http;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.config.Settings;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PatienceTest {
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Patience patience =
      new Patience(
          channel,
          DoorSettings.read(
              new Settings(
                  Map.of(
                      "incoming.http.request-timeout", "100s",
                      "incoming.http.idle-timeout", "1000s"))));

  private void after(int seconds) {
    patience.check(System.nanoTime() + Duration.ofSeconds(seconds).toNanos());
  }

  @Test
  void newConnectionThatSendsNothingIsClosed() {
    after(99);
    assertThat(channel.isOpen()).isTrue();

    after(101);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void routeTakesAsLongAsItTakes() {
    patience.working();
    after(100_000);

    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void senderThatDoesNotReadItsAnswerIsCutOff() {
    patience.working();
    patience.writing();
    after(999);
    assertThat(channel.isOpen()).isTrue();

    after(1001);
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void connectionThatIsToCloseClosesWhateverComesNext() {
    patience.closeSoon(Duration.ofSeconds(1).toNanos());
    patience.working();
    patience.writing();
    assertThat(patience.isClosing()).isTrue();

    after(2);
    assertThat(channel.isOpen()).isFalse();
  }
}
