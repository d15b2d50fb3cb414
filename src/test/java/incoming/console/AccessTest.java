package incoming.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessTest {
  private static final Operation STATUS =
      Tables.ALL.all().stream().filter(o -> o.id().equals("readStatus")).findFirst().orElseThrow();
  private static final Operation PAUSE =
      Tables.ALL.all().stream().filter(o -> o.id().equals("pauseQueue")).findFirst().orElseThrow();

  @TempDir Path folder;
  private Desks desks;

  @BeforeEach
  void begin() {
    desks = new Desks(folder);
  }

  @Test
  void afterFiveWrongTokensEvenTheRightOneIsNotLookedAt() throws Refusal {
    for (int i = 0; i < 5; i++) {
      assertThat(desks.call(STATUS, Desks.bearer("wrong-" + i)).status()).isEqualTo(401);
    }

    Reply reply = desks.call(STATUS, Desks.bearer(Desks.token(Role.ADMIN)));

    assertThat(reply.status()).isEqualTo(429);
    assertThat(reply.headers()).containsEntry("Retry-After", "60");
  }

  @Test
  void sessionGoesOnWhileTokensOfItsAddressAreNotLookedAt() throws Refusal {
    Sessions.Begun begun = desks.sessions.begin(new Caller("anna", Role.VIEW, Caller.Via.TOKEN));
    for (int i = 0; i < 6; i++) {
      desks.call(STATUS, Desks.bearer("wrong-" + i));
    }

    assertThat(
            desks
                .call(STATUS, Desks.headers("Cookie", Credential.COOKIE + "=" + begun.id()))
                .status())
        .isEqualTo(204);
  }

  @Test
  void rightTokensAreNotCounted() throws Refusal {
    for (int i = 0; i < 20; i++) {
      assertThat(desks.call(STATUS, Desks.bearer(Desks.token(Role.VIEW))).status()).isEqualTo(204);
    }
  }

  @Test
  void failuresOfOneAddressDoNotCountAgainstAnotherAndAreForgottenAfterAMinute() throws Exception {
    AtomicLong nanos = new AtomicLong();
    Failures failures = new Failures((Ticker) nanos::get);
    InetAddress one = InetAddress.getByName("2001:db8::1");
    InetAddress neighbour = InetAddress.getByName("2001:db8::2");
    InetAddress other = InetAddress.getByName("2001:db8:0:1::1");
    for (int i = 0; i < 5; i++) {
      failures.check(one);
      failures.count(one);
    }

    assertThatThrownBy(() -> failures.check(one)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> failures.check(neighbour)).isInstanceOf(Refusal.class);
    failures.check(other);
    nanos.addAndGet(Duration.ofSeconds(61).toNanos());
    failures.check(one);
  }

  @Test
  void twoAuthorizationHeadersAreRefused() {
    assertThatThrownBy(
            () ->
                desks.call(
                    STATUS,
                    Desks.bearer(Desks.token(Role.VIEW))
                        .add("Authorization", "Bearer " + Desks.token(Role.ADMIN))))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void twoSessionsInTheCookiesAreRefused() {
    String cookie = Credential.COOKIE + "=a; " + Credential.COOKIE + "=b";

    assertThatThrownBy(() -> desks.call(STATUS, Desks.headers("Cookie", cookie)))
        .isInstanceOf(Refusal.class);
  }

  @Test
  void changesOfKnownCallersAndWrongTokensAreNotedAndReadingIsNot() throws Exception {
    desks.call(PAUSE, Desks.bearer(Desks.token(Role.PUBLISH)));
    desks.call(PAUSE, Desks.bearer(Desks.token(Role.VIEW)));
    desks.call(STATUS, Desks.bearer("wrong-token"));
    desks.call(PAUSE, Desks.headers());
    desks.call(STATUS, Desks.bearer(Desks.token(Role.VIEW)));

    var entries = desks.audit.page(java.util.Optional.empty(), 50).entries();

    assertThat(entries)
        .extracting(e -> e.who() + " " + e.role() + " " + e.operation() + " " + e.status())
        .containsExactly(
            "- anyone readStatus 401",
            "view view pauseQueue 403",
            "publish publish pauseQueue 204");
    assertThat(entries.toString())
        .doesNotContain("wrong-token")
        .contains(Desks.SENDER.getHostAddress());
  }

  @Test
  void nothingIsChangedThatCannotBeNoted() throws Refusal {
    Desks unnoted = new Desks(folder.resolve("nowhere"));

    Reply reply = unnoted.call(PAUSE, Desks.bearer(Desks.token(Role.ADMIN)));

    assertThat(reply.status()).isEqualTo(503);
    assertThat(unnoted.performed).isEmpty();
    assertThat(unnoted.call(STATUS, Desks.bearer(Desks.token(Role.ADMIN))).status()).isEqualTo(204);
  }
}
