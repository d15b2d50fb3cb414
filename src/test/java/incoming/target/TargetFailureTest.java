package incoming.target;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.http.ProblemException;
import incoming.target.CallFailure.Origin;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TargetFailureTest {
  private final TargetFailure failure =
      new TargetFailure("cart-abandoned", new HttpHost("https", "api.example.com", 443));

  static Stream<IOException> timeouts() {
    return Stream.of(
        new SocketTimeoutException("x"),
        new ConnectTimeoutException("x"),
        new InterruptedIOException("x"));
  }

  static Stream<IOException> broken() {
    return Stream.of(
        new ConnectException("x"),
        new SocketException("x"),
        new SSLHandshakeException("x"),
        new UnknownHostException("x"),
        new NoHttpResponseException("x"));
  }

  @ParameterizedTest
  @MethodSource("timeouts")
  void timeoutIs504(IOException cause) {
    assertThat(failure.of(cause).problem())
        .satisfies(p -> assertThat(p.type()).isEqualTo("/problems/target-timeout"))
        .satisfies(p -> assertThat(p.status()).isEqualTo(504))
        .satisfies(p -> assertThat(p.headers()).containsKey("Retry-After"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void brokenConnectionIs502(IOException cause) {
    assertThat(failure.of(cause).isRetryable()).isTrue();
    assertThat(failure.of(cause).problem())
        .satisfies(p -> assertThat(p.type()).isEqualTo("/problems/target-unreachable"))
        .satisfies(p -> assertThat(p.status()).isEqualTo(502))
        .satisfies(p -> assertThat(p.headers()).containsKey("Retry-After"));
  }

  @Test
  void lackOfFreeConnectionIsNotTheTargetsDoing() {
    CallFailure full = failure.of(new ConnectionRequestTimeoutException("x"));
    assertThat(full.origin()).isEqualTo(Origin.HERE);
    assertThat(full.isRetryable()).isTrue();
    assertThat(full.problem())
        .satisfies(p -> assertThat(p.type()).isEqualTo("/problems/no-free-connection"))
        .satisfies(p -> assertThat(p.status()).isEqualTo(503))
        .satisfies(p -> assertThat(p.headers()).containsKey("Retry-After"));
    assertThat(full)
        .hasMessage(
            "integration 'cart-abandoned': target api.example.com:443 was not called: all"
                + " connections are in use (incoming.delivery.max-connections, or"
                + " .max-connections-per-target)");
  }

  @Test
  void originTellsWhoseDoingItIs() {
    assertThat(failure.refused(404, null).origin()).isEqualTo(Origin.TARGET);
    assertThat(failure.timeout().origin()).isEqualTo(Origin.TARGET);
    assertThat(failure.of(new ConnectException("x")).origin()).isEqualTo(Origin.TARGET);
    assertThat(failure.of(new RefusedAddressException("x")).origin()).isEqualTo(Origin.HERE);
    assertThat(failure.withoutUrl("x").origin()).isEqualTo(Origin.HERE);
    assertThat(CredentialFailure.notAllowed("x").of("crm").origin()).isEqualTo(Origin.HERE);
    assertThat(CredentialFailure.passing("x").of("crm").origin()).isEqualTo(Origin.CREDENTIALS);
    assertThat(CredentialFailure.lasting("x").of("crm").origin()).isEqualTo(Origin.CREDENTIALS);
  }

  @Test
  void whatTheTargetSentIsNotRepeated() {
    ProblemException words = failure.of(new IOException("Invalid header: <from the target>"));
    assertThat(words)
        .hasMessage(
            "integration 'cart-abandoned': target api.example.com:443 cannot be reached:"
                + " the answer cannot be read as HTTP")
        .hasNoCause();
    assertThat(words.problem().toString()).doesNotContain("target>").doesNotContain("example.com");
  }
}
