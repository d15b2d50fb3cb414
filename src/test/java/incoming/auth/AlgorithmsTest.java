package incoming.auth;

import static incoming.auth.Tokens.ED25519;
import static incoming.auth.Tokens.NOW;
import static incoming.auth.Tokens.P256;
import static incoming.auth.Tokens.RSA;
import static incoming.auth.Tokens.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlgorithmsTest {
  private static final KeyPair P384 = Tokens.pair("EC", new ECGenParameterSpec("secp384r1"), 0);
  private static final KeyPair P521 = Tokens.pair("EC", new ECGenParameterSpec("secp521r1"), 0);
  private static final String ALL = "HS256,HS384,HS512";

  static Stream<Arguments> everyAlgorithm() {
    return Stream.of(
        Arguments.of("HS256", Checks.key("secret", SECRET), Tokens.hmac(256, SECRET)),
        Arguments.of(
            "HS384", Checks.key("secret", SECRET, "algorithms", ALL), Tokens.hmac(384, SECRET)),
        Arguments.of(
            "HS512", Checks.key("secret", SECRET, "algorithms", ALL), Tokens.hmac(512, SECRET)),
        rsa("RS256", Tokens.jca("SHA256withRSA", RSA.getPrivate())),
        rsa("RS384", Tokens.jca("SHA384withRSA", RSA.getPrivate())),
        rsa("RS512", Tokens.jca("SHA512withRSA", RSA.getPrivate())),
        rsa("PS256", Tokens.pss(256, RSA.getPrivate())),
        rsa("PS384", Tokens.pss(384, RSA.getPrivate())),
        rsa("PS512", Tokens.pss(512, RSA.getPrivate())),
        ec("ES256", P256, 256),
        ec("ES384", P384, 384),
        ec("ES512", P521, 512),
        Arguments.of(
            "EdDSA",
            Checks.key("public-key", Tokens.pem(ED25519)),
            Tokens.jca("Ed25519", ED25519.getPrivate())));
  }

  private static Arguments rsa(String alg, Tokens.Signer signer) {
    return Arguments.of(alg, Checks.key("public-key", Tokens.pem(RSA)), signer);
  }

  private static Arguments ec(String alg, KeyPair pair, int bits) {
    return Arguments.of(
        alg,
        Checks.key("public-key", Tokens.pem(pair)),
        Tokens.jca("SHA" + bits + "withECDSAinP1363Format", pair.getPrivate()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyAlgorithm")
  void signatureOfTheKeyIsGoodAndOneChangedBitOfItIsNot(String alg, Key key, Tokens.Signer signer) {
    String header = "{\"alg\":\"" + alg + "\",\"typ\":\"JWT\",\"kid\":\"any\"}";
    String payload = Tokens.payload(NOW + 60);
    Checks checks = Checks.of(key);
    assertThat(checks.answer(Tokens.token(header, payload, signer))).isEqualTo("200");
    Tokens.Signer wrong =
        bytes -> {
          byte[] signature = signer.sign(bytes);
          signature[signature.length / 2] ^= 1;
          return signature;
        };
    assertThat(checks.answer(Tokens.token(header, payload, wrong)))
        .isEqualTo("401 the signature does not match");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyAlgorithm")
  void signatureOfAnotherLengthIsWrong(String alg, Key key, Tokens.Signer signer) {
    String header = "{\"alg\":\"" + alg + "\"}";
    Checks checks = Checks.of(key);
    for (int change : new int[] {-1, 1, -1000}) {
      Tokens.Signer other =
          bytes -> {
            byte[] signature = signer.sign(bytes);
            return Arrays.copyOf(signature, Math.max(0, signature.length + change));
          };
      assertThat(checks.answer(Tokens.token(header, Tokens.payload(NOW + 60), other)))
          .isEqualTo("401 the signature does not match");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "None",
        "NONE",
        "nOnE",
        "",
        "hs256",
        "HS384",
        "HS512",
        "RS256",
        "ES256",
        "ES256K",
        "EdDSA",
        "dir",
        "A128KW",
        "HS256 ",
        "HS256\\u0000"
      })
  void algorithmThatTheKeyIsNotDeclaredForIsRefused(String alg) {
    String token =
        Tokens.token(
            "{\"alg\":\"" + alg + "\"}", Tokens.payload(NOW + 60), Tokens.hmac(256, SECRET));
    assertThat(Checks.with("secret", SECRET).answer(token))
        .isEqualTo("401 alg is not one that the key is declared for");
    String unsigned = token.substring(0, token.lastIndexOf('.') + 1);
    assertThat(Checks.with("secret", SECRET).answer(unsigned))
        .isEqualTo("401 alg is not one that the key is declared for");
  }

  @ParameterizedTest
  @CsvSource({"HS256,256", "HS384,384", "HS512,512"})
  void publicKeyDoesNotServeAsSecret(String alg, int bits) {
    for (KeyPair pair : new KeyPair[] {RSA, P256, ED25519}) {
      Checks checks = Checks.with("public-key", Tokens.pem(pair));
      for (String secret :
          new String[] {
            Tokens.pem(pair), Tokens.pem(pair).strip(), Tokens.base64(pair.getPublic().getEncoded())
          }) {
        String token =
            Tokens.token(
                "{\"alg\":\"" + alg + "\"}", Tokens.payload(NOW + 60), Tokens.hmac(bits, secret));
        assertThat(checks.answer(token))
            .isEqualTo("401 alg is not one that the key is declared for");
      }
    }
  }

  @Test
  void algorithmOfTheSameFamilyIsRefusedWhenTheKeyNamesOne() {
    Checks checks = Checks.with("public-key", Tokens.pem(RSA), "algorithms", "RS512");
    String payload = Tokens.payload(NOW + 60);
    assertThat(
            checks.answer(
                Tokens.token(
                    "{\"alg\":\"RS512\"}", payload, Tokens.jca("SHA512withRSA", RSA.getPrivate()))))
        .isEqualTo("200");
    assertThat(
            checks.answer(
                Tokens.token(
                    "{\"alg\":\"RS256\"}", payload, Tokens.jca("SHA256withRSA", RSA.getPrivate()))))
        .isEqualTo("401 alg is not one that the key is declared for");
    assertThat(
            checks.answer(
                Tokens.token("{\"alg\":\"RS512\"}", payload, Tokens.pss(512, RSA.getPrivate()))))
        .isEqualTo("401 the signature does not match");
  }

  @Test
  void ellipticSignaturesThatAreZeroOrOutOfRangeAreWrong() {
    Checks checks = Checks.with("public-key", Tokens.pem(P256));
    byte[] order =
        HexFormat.of().parseHex("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");
    byte[] orders = Arrays.copyOf(order, 64);
    System.arraycopy(order, 0, orders, 32, 32);
    for (byte[] signature : new byte[][] {new byte[64], orders, new byte[0], new byte[72]}) {
      String token =
          Tokens.token("{\"alg\":\"ES256\"}", Tokens.payload(NOW + 60), bytes -> signature);
      assertThat(checks.answer(token)).isEqualTo("401 the signature does not match");
    }
  }

  @Test
  void ellipticSignatureInDerIsWrong() {
    String token =
        Tokens.token(
            "{\"alg\":\"ES256\"}",
            Tokens.payload(NOW + 60),
            Tokens.jca("SHA256withECDSA", P256.getPrivate()));
    assertThat(Checks.with("public-key", Tokens.pem(P256)).answer(token))
        .isEqualTo("401 the signature does not match");
  }

  @Test
  void edwardsSignatureHasOneSpelling() {
    Checks checks = Checks.with("public-key", Tokens.pem(ED25519));
    BigInteger order =
        BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    Tokens.Signer signer = Tokens.jca("Ed25519", ED25519.getPrivate());
    Tokens.Signer respelled =
        bytes -> {
          byte[] signature = signer.sign(bytes);
          byte[] s = new byte[33];
          for (int i = 0; i < 32; i++) {
            s[32 - i] = signature[32 + i];
          }
          byte[] sum = new BigInteger(s).add(order).toByteArray();
          for (int i = 0; i < 32; i++) {
            signature[32 + i] = i < sum.length ? sum[sum.length - 1 - i] : 0;
          }
          return signature;
        };
    String header = "{\"alg\":\"EdDSA\"}";
    assertThat(checks.answer(Tokens.token(header, Tokens.payload(NOW + 60), respelled)))
        .isEqualTo("401 the signature does not match");
  }
}
