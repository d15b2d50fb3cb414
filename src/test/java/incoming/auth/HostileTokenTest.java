package incoming.auth;

import static incoming.auth.Tokens.NOW;
import static incoming.auth.Tokens.SECRET;
import static incoming.auth.Tokens.hmac;
import static incoming.auth.Tokens.payload;
import static incoming.auth.Tokens.token;
import static org.assertj.core.api.Assertions.assertThat;

import incoming.http.Problem;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The attacks of RFC 8725 section 2, and what a strict reader owes RFC 7515. */
class HostileTokenTest {
  private static final String GOOD = Tokens.good();
  private static final String[] PARTS = GOOD.split("\\.");
  private final Checks shop = Checks.with("secret", SECRET);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"crit\":[\"exp\"],\"exp\":1",
        "\"crit\":[]",
        "\"crit\":[\"b64\"],\"b64\":false",
        "\"b64\":false",
        "\"zip\":\"DEF\"",
        "\"enc\":\"A256GCM\"",
        "\"cty\":\"JWT\"",
        "\"typ\":\"dpop+jwt\"",
        "\"typ\":\"logout+jwt\"",
        "\"typ\":7",
        "\"kid\":7",
        "\"kid\":null",
        "\"alg\":\"HS256\"",
        "\"alg\":\"none\"",
        "\"\\u0061lg\":\"none\"",
      })
  void headerThatChangesTheMeaningIsRefusedThoughItsSignatureIsGood(String member) {
    String token =
        token("{\"alg\":\"HS256\"," + member + "}", payload(NOW + 60), hmac(256, SECRET));
    assertThat(shop.answer(token)).startsWith("401 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"kid\":\"../../../../dev/null\"",
        "\"kid\":\"' OR '1'='1\"",
        "\"kid\":\"http://127.0.0.1:1/\"",
        "\"kid\":\"\"",
        "\"jku\":\"http://127.0.0.1:1/keys\"",
        "\"x5u\":\"http://127.0.0.1:1/chain\"",
        "\"jwk\":{\"kty\":\"oct\",\"k\":\"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75\"}",
        "\"x5c\":[\"AAAA\"]",
        "\"typ\":\"application/AT+JWT\"",
      })
  void keyMaterialInTheHeaderChoosesNothing(String member) {
    String header = "{\"alg\":\"HS256\"," + member + "}";
    assertThat(shop.answer(token(header, payload(NOW + 60), hmac(256, SECRET)))).isEqualTo("200");
    for (String secret : new String[] {"", "\0", "another secret that is long enough, 32 bytes"}) {
      String forged =
          secret.isEmpty()
              ? token(header, payload(NOW + 60), bytes -> new byte[32])
              : token(header, payload(NOW + 60), hmac(256, secret));
      assertThat(shop.answer(forged)).isEqualTo("401 the signature does not match");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"exp\":1795266000,\"exp\":1795266000}",
        "{\"exp\":1,\"\\u0065xp\":1795266000}",
        "{\"exp\":1795266000,\"x\":{\"a\":1,\"a\":2}}",
        "{\"exp\":1795266000} {}",
        "{\"exp\":1795266000}x",
        "{\"exp\":1795266000,}",
        "{\"exp\":1795266000",
        "{'exp':1795266000}",
        "[{\"exp\":1795266000}]",
        "\"exp\"",
        "null",
        "",
        " ",
        "\uFEFF{\"exp\":1795266000}",
      })
  void payloadThatIsNotOneStrictJsonObjectIsRefused(String payload) {
    assertThat(shop.answer(Tokens.hs256(payload))).startsWith("401 the payload of the token");
  }

  @Example
  void deepPayloadIsRefused() {
    String deep = "{\"exp\":1795266000,\"x\":" + "[".repeat(2000) + "]".repeat(2000) + "}";
    assertThat(shop.answer(Tokens.hs256(deep))).startsWith("401 the payload of the token");
  }

  @Example
  void payloadInUtf16OrBrokenUtf8IsRefused() {
    byte[] utf16 = payload(NOW + 60).getBytes(StandardCharsets.UTF_16BE);
    byte[] broken = "{\"exp\":1795266000,\"x\":\"?\"}".getBytes(StandardCharsets.UTF_8);
    broken[broken.length - 3] = (byte) 0xC3;
    for (byte[] payload : new byte[][] {utf16, broken}) {
      String signed = PARTS[0] + "." + Tokens.base64(payload);
      assertThat(shop.answer(signed + "." + signature(signed))).startsWith("401 the payload");
    }
  }

  @ParameterizedTest
  @CsvSource(
      value = {"''", ".", "..", "...", "a.b", "x", "a.b.c.d", "a.b.c.d.e", "....", "%00.%00.%00"})
  void textThatIsNotATokenIsRefused(String text) {
    assertThat(shop.answer(text)).startsWith("401 ");
  }

  @Example
  void encryptedTokenIsRefusedAsSuch() {
    assertThat(shop.answer(Tokens.base64("{\"alg\":\"dir\",\"enc\":\"A256GCM\"}") + "..a.b.c"))
        .isEqualTo("401 an encrypted token is not accepted");
  }

  @Example
  void everyOtherSpellingOfGoodTokenIsRefused() {
    String[] spellings = {
      GOOD + "=",
      GOOD + "==",
      GOOD + ".",
      GOOD + " ",
      " " + GOOD,
      GOOD + "\n",
      GOOD + "\u00A0",
      GOOD + ",",
      GOOD + ", " + GOOD,
      GOOD + "%3D",
      "\"" + GOOD + "\"",
      GOOD.replace(".", " ."),
      GOOD.replace(".", ".."),
      PARTS[0] + "=." + PARTS[1] + "." + PARTS[2],
      PARTS[0] + "." + PARTS[1] + "==." + PARTS[2],
      PARTS[0] + "\r\n." + PARTS[1] + "." + PARTS[2],
      PARTS[0] + "." + PARTS[1] + ".",
      PARTS[0] + "." + PARTS[1],
      PARTS[0] + ".." + PARTS[2],
    };
    assertThat(shop.answer(GOOD)).isEqualTo("200");
    for (String spelling : spellings) {
      assertThat(shop.answer(spelling)).as(spelling).startsWith("401 ");
    }
  }

  @Example
  void signatureWithSpareBitsSetIsRefused() {
    // 32 bytes are 43 characters, the last of which carries 2 bits that mean nothing.
    char last = GOOD.charAt(GOOD.length() - 1);
    String same = GOOD.substring(0, GOOD.length() - 1) + (char) (last + 1);
    assertThat(shop.answer(same))
        .isEqualTo("401 the signature of the token is not base64url without padding");
  }

  @Property(tries = 300)
  void tokenWithOneCharacterChangedIsRefused(
      @ForAll @IntRange(min = 0, max = 400) int at, @ForAll @CharRange(to = '\u00FF') char c) {
    int index = at % GOOD.length();
    String changed = GOOD.substring(0, index) + c + GOOD.substring(index + 1);
    assertThat(shop.answer(changed)).startsWith(changed.equals(GOOD) ? "200" : "401 ");
  }

  @Property(tries = 300)
  void noTextFailsOrIsRepeatedInTheRefusal(@ForAll String text) {
    Problem problem = shop.refusal(text + ".." + text).orElseThrow();
    assertThat(problem.detail()).matches("[\\x20-\\x21\\x23-\\x5B\\x5D-\\x7E]*");
    assertThat(problem.status()).isEqualTo(401);
  }

  private static String signature(String signed) {
    try {
      return Tokens.base64(hmac(256, SECRET).sign(signed.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
