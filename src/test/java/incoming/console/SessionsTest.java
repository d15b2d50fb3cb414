package incoming.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SessionsTest {
  private static final Caller ANNA = new Caller("anna", Role.EDIT, Caller.Via.TOKEN);

  private final AtomicLong millis = new AtomicLong();
  private final Sessions sessions =
      new Sessions(
          Duration.ofMinutes(30),
          Duration.ofHours(12),
          () -> Instant.ofEpochMilli(millis.get()),
          () -> millis.get() * 1_000_000);

  private void pass(Duration time) {
    millis.addAndGet(time.toMillis());
  }

  @Test
  void sessionThatIsUsedLivesTwelveHoursAndNoLonger() {
    String id = sessions.begin(ANNA).id();
    for (int i = 0; i < 35; i++) {
      pass(Duration.ofMinutes(20));
      assertThat(sessions.find(id)).isPresent();
    }

    pass(Duration.ofMinutes(20));

    assertThat(sessions.find(id)).isEmpty();
  }

  @Test
  void sessionThatIsNotUsedIsOverAfterHalfAnHour() {
    String id = sessions.begin(ANNA).id();

    pass(Duration.ofMinutes(31));

    assertThat(sessions.find(id)).isEmpty();
  }

  @Test
  void sessionEndsWithTheTokenThatBeganIt() {
    Instant until = Instant.ofEpochMilli(millis.get()).plus(Duration.ofMinutes(10));
    String id = sessions.begin(new Caller("anna", Role.VIEW, Caller.Via.ISSUER, until)).id();

    pass(Duration.ofMinutes(9));
    assertThat(sessions.find(id)).isPresent();
    pass(Duration.ofMinutes(1));
    assertThat(sessions.find(id)).isEmpty();
  }

  @Test
  void sessionThatWasEndedIsOver() {
    String id = sessions.begin(ANNA).id();
    sessions.end(id);

    assertThat(sessions.find(id)).isEmpty();
  }

  @Test
  void thereAreAThousandAtMost() {
    for (int i = 0; i < 1_500; i++) {
      sessions.begin(ANNA);
    }
    String last = sessions.begin(ANNA).id();

    assertThat(sessions.count()).isLessThanOrEqualTo(1_000);
    assertThat(last).hasSize(43);
  }

  @Test
  void idsAndTokensDiffer() {
    Sessions.Begun one = sessions.begin(ANNA);
    Sessions.Begun two = sessions.begin(ANNA);

    assertThat(one.id()).isNotEqualTo(two.id()).isNotEqualTo(one.session().csrf());
    assertThat(one.session().hasSent(two.session().csrf())).isFalse();
    assertThat(one.session().hasSent(null)).isFalse();
    assertThat(one.session().toString()).doesNotContain(one.session().csrf());
  }
}
