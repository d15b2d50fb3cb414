package incoming.auth;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.address.AddressLiteral;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TriesTest {
  private static final long SECOND = 1_000_000_000;

  private long nanos = Long.MAX_VALUE - 5 * SECOND; // it may run over
  private final Tries tries = new Tries(() -> nanos);

  private static Optional<InetAddress> address(String text) {
    return AddressLiteral.parse(text);
  }

  private long take(String address) {
    return tries.take(address(address));
  }

  @Test
  void tenTriesAreTakenWithinAnyMinute() {
    for (int i = 0; i < 10; i++) {
      assertThat(take("192.0.2.7")).isZero();
      nanos += SECOND;
    }
    assertThat(Duration.ofNanos(take("192.0.2.7"))).isEqualTo(Duration.ofSeconds(50));
    nanos += 50 * SECOND - 1;
    assertThat(take("192.0.2.7")).isOne();
    nanos++;
    assertThat(take("192.0.2.7")).isZero();
    assertThat(Duration.ofNanos(take("192.0.2.7"))).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void refusedTriesDoNotCount() {
    for (int i = 0; i < 100; i++) {
      take("192.0.2.7");
    }
    nanos += 60 * SECOND;

    assertThat(take("192.0.2.7")).isZero();
  }

  @Test
  void addressesTryForThemselves() {
    for (int i = 0; i < 10; i++) {
      take("192.0.2.7");
    }

    assertThat(take("192.0.2.8")).isZero();
    assertThat(take("192.0.2.7")).isPositive();
  }

  @Test
  void networkOfIpv6CountsAsOne() {
    for (int i = 0; i < 10; i++) {
      assertThat(take("2001:db8:0:1::" + i)).isZero();
    }

    assertThat(take("2001:db8:0:1:ffff::1")).isPositive();
    assertThat(take("2001:db8:0:2::1")).isZero();
  }

  @Test
  void thoseWithoutAnAddressTryAsOne() {
    for (int i = 0; i < 10; i++) {
      assertThat(tries.take(Optional.empty())).isZero();
    }

    assertThat(tries.take(Optional.empty())).isPositive();
    assertThat(take("192.0.2.7")).isZero();
  }
}
