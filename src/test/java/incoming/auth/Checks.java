package incoming.auth;

import incoming.config.Settings;
import incoming.http.Problem;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A check of tokens for the key "shop" with these settings, at a time that a test sets. */
final class Checks {
  final TestClock clock = new TestClock();
  final TokenCheck check;

  private Checks(Key key) {
    this.check = new TokenCheck(key, clock);
  }

  /** Settings of the key "shop": suffix, value, suffix, value. */
  static Checks with(String... settings) {
    return of(key(settings));
  }

  static Checks of(Key key) {
    return new Checks(key);
  }

  static Key key(String... settings) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      values.put("incoming.keys.shop." + settings[i], settings[i + 1]);
    }
    Settings read = new Settings(values);
    Keys keys = Keys.read(read);
    if (!read.problems().isEmpty()) {
      throw new IllegalArgumentException(read.problems().toString());
    }
    return keys.all().get(0);
  }

  /** Why the token is refused; empty when it is let in. */
  Optional<Problem> refusal(String token) {
    try {
      check.admit(token);
      return Optional.empty();
    } catch (Refusal refusal) {
      return Optional.of(refusal.problem());
    }
  }

  /** The status and the detail of the refusal, or "200". */
  String answer(String token) {
    return refusal(token).map(p -> p.status() + " " + p.detail()).orElse("200");
  }

  static final class TestClock extends Clock {
    volatile Instant now = Instant.ofEpochSecond(Tokens.NOW);

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
