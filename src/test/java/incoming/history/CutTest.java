package incoming.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CutTest {
  @Property
  void cutIsABeginningThatFits(@ForAll String text, @ForAll @IntRange(max = 100) int bytes) {
    String cut = Cut.to(bytes, text);

    assertThat(text).startsWith(cut);
    assertThat(cut.getBytes(UTF_8)).hasSizeLessThanOrEqualTo(bytes);
  }

  @Test
  void whatFitsIsKeptWhole() {
    assertThat(Cut.to(4, "abcd")).isEqualTo("abcd");
    assertThat(Cut.to(4, "abcde")).isEqualTo("abcd");
    assertThat(Cut.to(4, null)).isNull();
  }

  @Test
  void noCharacterIsHalved() {
    assertThat(Cut.to(6, "abc😀")).isEqualTo("abc");
    assertThat(Cut.to(7, "abc😀")).isEqualTo("abc😀");
  }

  @Test
  void answerFailureAndReasonAreCut() {
    String flood = "é".repeat(100_000);
    Attempt attempt = new Attempt(0, 0, 500, flood, flood);
    Delivery delivery =
        new Delivery("", "shop", State.DEAD, 0, 1, List.of(attempt), 0, flood, new byte[0]);

    assertThat(attempt.answer()).hasSize(Attempt.MAX_ANSWER / 2);
    assertThat(attempt.failure()).hasSize(Attempt.MAX_FAILURE / 2);
    assertThat(delivery.reason()).hasSize(Delivery.MAX_REASON / 2);
  }
}
