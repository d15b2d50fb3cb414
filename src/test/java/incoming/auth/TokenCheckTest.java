package incoming.auth;

import static incoming.auth.Tokens.NOW;
import static incoming.auth.Tokens.SECRET;
import static incoming.auth.Tokens.hs256;
import static incoming.auth.Tokens.payload;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.jca.JCAContext;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenCheckTest {
  private final Checks shop = Checks.with("secret", SECRET);

  @Test
  void goodTokenIsAdmitted() {
    assertThat(shop.answer(Tokens.good())).isEqualTo("200");
  }

  @Test
  void tokenIsGoodUntilSixtySecondsAfterItExpires() {
    String token = hs256(payload(NOW));
    at(NOW + 60, -1);
    assertThat(shop.answer(token)).isEqualTo("200");
    at(NOW + 60, 0);
    assertThat(shop.answer(token)).isEqualTo("401 the token expired at 2026-11-21T12:00:00Z");
  }

  @Test
  void expiredTokenIsRefusedAtItsFirstUseToo() {
    assertThat(shop.refusal(hs256(payload(NOW - 60))))
        .hasValueSatisfying(p -> assertThat(p.type()).isEqualTo("/problems/token-expired"));
  }

  @Test
  void tokenIsGoodFromSixtySecondsBeforeItBegins() {
    String token = hs256("{\"exp\":" + (NOW + 9999) + ",\"nbf\":" + (NOW + 60) + "}");
    assertThat(shop.answer(token)).isEqualTo("200");
    at(NOW, -1);
    assertThat(shop.answer(token))
        .isEqualTo("401 the token is not valid before 2026-11-21T12:01:00Z");
  }

  @Test
  void clockSetBackRefusesRememberedTokenThatHasNotBegun() {
    String token = hs256("{\"exp\":" + (NOW + 9999) + ",\"nbf\":" + NOW + "}");
    assertThat(shop.answer(token)).isEqualTo("200");
    at(NOW - 61, 0);
    assertThat(shop.answer(token)).startsWith("401 the token is not valid before");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"exp\":null}",
        "{\"exp\":\"1795266000\"}",
        "{\"exp\":true}",
        "{\"exp\":[1795266000]}",
        "{\"exp\":-1}",
        "{\"exp\":1795266000000}",
        "{\"exp\":1e400}",
        "{\"exp\":1e999999999}",
        "{\"exp\":99999999999999999999999999}",
        "{\"exp\":NaN}",
        "{\"exp\":1795266000,\"nbf\":\"0\"}",
        "{\"exp\":1795266000,\"nbf\":-5}",
      })
  void timeThatIsNotOneIsRefused(String payload) {
    assertThat(shop.answer(hs256(payload))).startsWith("401 ");
  }

  @Test
  void fractionsOfSecondsCount() {
    String token = hs256("{\"exp\":" + NOW + ".5}");
    at(NOW + 60, 499);
    assertThat(shop.answer(token)).isEqualTo("200");
    at(NOW + 60, 500);
    assertThat(shop.answer(token)).startsWith("401 the token expired");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"iss\":\"login\",\"aud\":\"shop\"           | 200",
        "\"iss\":\"login\",\"aud\":[\"x\",\"shop\"]   | 200",
        "\"aud\":\"shop\"                             | 401 iss is not the issuer that this"
            + " integration trusts",
        "\"iss\":\"Login\",\"aud\":\"shop\"           | 401 iss is not the issuer that this"
            + " integration trusts",
        "\"iss\":[\"login\"],\"aud\":\"shop\"         | 401 iss is not a string",
        "\"iss\":\"login\"                            | 403 aud does not name this integration",
        "\"iss\":\"login\",\"aud\":[]                 | 403 aud does not name this integration",
        "\"iss\":\"login\",\"aud\":\"other\"          | 403 aud does not name this integration",
        "\"iss\":\"login\",\"aud\":\"shop2\"          | 403 aud does not name this integration",
        "\"iss\":\"login\",\"aud\":{\"shop\":1}       | 401 aud is not a string",
        "\"iss\":\"login\",\"aud\":[\"shop\",1]       | 401 aud is not a string",
      })
  void issuerAndAudienceAreComparedWhereDeclared(String claims, String answer) {
    Checks strict = Checks.with("secret", SECRET, "issuer", "login", "audience", "shop");
    String token = hs256("{\"exp\":" + (NOW + 60) + "," + claims + "}");
    assertThat(strict.answer(token)).isEqualTo(answer);
    assertThat(strict.answer(token)).as("the second time").isEqualTo(answer);
  }

  @Test
  void wrongAudienceOfForgedTokenIs401() {
    Checks strict = Checks.with("secret", SECRET, "audience", "shop");
    String forged =
        Tokens.token("{\"alg\":\"HS256\"}", payload(NOW + 60), Tokens.hmac(256, SECRET + "x"));
    assertThat(strict.answer(forged)).isEqualTo("401 the signature does not match");
  }

  @Test
  void tokenOf8KiBIsReadAndLongerIsNot() {
    assertThat(shop.answer(ofLength(TokenCheck.LONGEST_TOKEN))).isEqualTo("200");
    assertThat(shop.answer(ofLength(TokenCheck.LONGEST_TOKEN + 2)))
        .isEqualTo("401 the token is longer than 8192 characters");
  }

  @Test
  void refusalsFollowRfc6750() {
    assertThat(shop.refusal("x").orElseThrow().headers())
        .containsEntry(
            "WWW-Authenticate",
            "Bearer error=\"invalid_token\", error_description=\"the token does not have three"
                + " parts with dots between them\"");
    Checks strict = Checks.with("secret", SECRET, "audience", "shop");
    assertThat(strict.refusal(Tokens.good()).orElseThrow().headers())
        .containsEntry(
            "WWW-Authenticate",
            "Bearer error=\"insufficient_scope\", error_description=\"aud does not name this"
                + " integration\"");
  }

  @Test
  void signatureIsVerifiedOnceForHundredUsesAtOnce() throws Exception {
    Counting counting = new Counting();
    Checks checks = Checks.of(counting.key());
    String token = Tokens.good();
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(100);
    try {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        answers.add(
            threads.submit(
                () -> {
                  start.await();
                  return checks.answer(token);
                }));
      }
      start.countDown();
      for (Future<String> answer : answers) {
        assertThat(answer.get()).isEqualTo("200");
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(counting.verified).hasValue(1);
  }

  @Test
  void wrongSignatureIsNotRemembered() {
    Counting counting = new Counting();
    Checks checks = Checks.of(counting.key());
    String forged = Tokens.good().replaceFirst("\\.[^.]+$", "." + "A".repeat(43));
    assertThat(checks.answer(forged)).isEqualTo("401 the signature does not match");
    assertThat(checks.answer(forged)).isEqualTo("401 the signature does not match");
    assertThat(counting.verified).hasValue(2);
  }

  @Test
  void tokenRememberedForOneKeyMeansNothingToAnother() {
    Checks other = Checks.with("secret", "another secret, which is long enough too");
    String token = Tokens.good();
    assertThat(shop.answer(token)).isEqualTo("200");
    assertThat(other.answer(token)).isEqualTo("401 the signature does not match");
  }

  private void at(long second, long millis) {
    shop.clock.now = Instant.ofEpochMilli(second * 1000 + millis);
  }

  private static String ofLength(int length) {
    String token = hs256("{\"exp\":" + (NOW + 60) + ",\"x\":\"\"}");
    int low = 0;
    int high = length;
    while (low < high) {
      int middle = (low + high + 1) / 2;
      String longer = hs256("{\"exp\":" + (NOW + 60) + ",\"x\":\"" + "x".repeat(middle) + "\"}");
      if (longer.length() <= length) {
        low = middle;
        token = longer;
      } else {
        high = middle - 1;
      }
    }
    assertThat(token.length()).isBetween(length - 1, length);
    return token;
  }

  /** A key that counts how often a signature is verified with it. */
  private static final class Counting implements JWSVerifier {
    private final AtomicInteger verified = new AtomicInteger();

    Key key() {
      return new Key(
          "shop",
          Set.of(JWSAlgorithm.HS256),
          Optional.empty(),
          Optional.empty(),
          header -> List.of(this));
    }

    @Override
    public boolean verify(JWSHeader header, byte[] signed, Base64URL signature)
        throws JOSEException {
      verified.incrementAndGet();
      return new MACVerifier(SECRET.getBytes(StandardCharsets.UTF_8))
          .verify(header, signed, signature);
    }

    @Override
    public Set<JWSAlgorithm> supportedJWSAlgorithms() {
      return Set.of(JWSAlgorithm.HS256);
    }

    @Override
    public JCAContext getJCAContext() {
      return new JCAContext();
    }
  }
}
