package incoming.auth;

import static incoming.auth.Tokens.NOW;
import static incoming.auth.Tokens.RSA;
import static incoming.auth.Tokens.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import incoming.config.Settings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
  private static final String AT = "incoming.keys.shop";

  @Test
  void allWrongKeysAreReportedAtOnce() {
    Settings settings =
        new Settings(
            Map.of(
                "incoming.keys.both.secret", SECRET,
                "incoming.keys.both.jwks", "https://login.example/keys",
                "incoming.keys.lonely.issuer", "login",
                "incoming.keys.short.secret", "hunter2",
                "incoming.keys.good.secret", SECRET));
    Keys keys = Keys.read(settings);
    assertThat(settings.problems())
        .satisfiesExactly(
            p -> assertThat(p).startsWith("incoming.keys.both: has 2 of .secret, .public-key"),
            p -> assertThat(p).startsWith("incoming.keys.lonely: has 0 of .secret, .public-key"),
            p -> assertThat(p).startsWith("incoming.keys.short.secret: the secret has 7 bytes"));
    assertThat(keys.all()).extracting(Key::name).containsExactly("good");
  }

  @Test
  void keyIsOfOneKind() {
    String digest = "00".repeat(32);
    assertThat(problems(".signing-secret", "x".repeat(16))).isEmpty();
    assertThat(problems(".signing-secret", "x".repeat(16), ".verify-token", "y".repeat(12)))
        .isEmpty();
    assertThat(problems(".api-key", "x".repeat(16))).isEmpty();
    assertThat(problems(".api-key-sha256", digest)).isEmpty();
    assertThat(problems(".basic.user", "anna", ".basic.password", "x".repeat(12))).isEmpty();
    assertThat(problems(".signing-secret", "x".repeat(16), ".secret", SECRET))
        .containsExactly(
            AT
                + ": has 2 of .secret, .public-key, .jwks, .signing-secret, .api-key,"
                + " .api-key-sha256, .basic; declare exactly one of them");
    assertThat(problems(".api-key", "x".repeat(16), ".api-key-sha256", digest)).hasSize(1);
  }

  @Test
  void variableDeclaresAKeyOfAnyKind() {
    Settings settings =
        new Settings(
            Map.of(),
            Map.of(),
            Map.of(
                "INCOMING_KEYS_HOOK_SIGNING_SECRET", "x".repeat(16),
                "INCOMING_KEYS_PARTNER_API_KEY", "x".repeat(16),
                "INCOMING_KEYS_ANNA_BASIC_USER", "anna",
                "INCOMING_KEYS_ANNA_BASIC_PASSWORD", "x".repeat(12)),
            UnaryOperator.identity());
    Keys keys = Keys.read(settings);

    assertThat(settings.problems()).isEmpty();
    assertThat(keys.all()).isEmpty();
    assertThat(keys.signing().keys()).containsOnlyKeys("hook");
    assertThat(keys.api().keys()).containsOnlyKeys("partner");
    assertThat(keys.logins().keys()).containsOnlyKeys("anna");
  }

  @Test
  void whatBelongsToAnotherKindIsTold() {
    assertThat(problems(".api-key", "x".repeat(16), ".issuer", "me"))
        .containsExactly(AT + ".issuer: goes with .secret, .public-key, .jwks only");
    assertThat(problems(".secret", SECRET, ".verify-token", "y".repeat(12)))
        .containsExactly(AT + ".verify-token: goes with .signing-secret only");
    assertThat(problems(".basic.user", "anna")).containsExactly(AT + ".basic.password: is missing");
    assertThat(problems(".basic.password", "x".repeat(12)))
        .containsExactly(AT + ".basic.user: is missing");
  }

  @Test
  void secretThatCanBeGuessedIsRefusedWithoutBeingShown() {
    assertThat(problems(".signing-secret", "hunter2"))
        .containsExactly(
            AT
                + ".signing-secret: the secret has 7 bytes; it needs 16: whoever sees one signed"
                + " request can try them all");
    assertThat(problems(".signing-secret", "base64:hunter2*")).hasSize(1);
    assertThat(problems(".api-key", "hunter2"))
        .containsExactly(
            AT
                + ".api-key: has 7 characters; it needs 16, for example the output of 'openssl rand"
                + " -hex 32'");
    assertThat(problems(".basic.user", "anna", ".basic.password", "hunter2")).hasSize(1);
    assertThat(problems(".signing-secret", "x".repeat(16), ".verify-token", "hunter2")).hasSize(1);
    assertThat(problems(".api-key-sha256", "hunter2"))
        .singleElement()
        .asString()
        .startsWith(AT + ".api-key-sha256: this is no SHA-256")
        .doesNotContain("hunter2");
    assertThat(problems(".signing-secret", Tokens.pem(RSA)))
        .containsExactly(AT + ".signing-secret: this is a PEM key; a signing secret is shared");
  }

  @Test
  void loginThatNobodyCouldSendIsRefused() {
    assertThat(problems(".basic.user", "an:na", ".basic.password", "x".repeat(12)))
        .containsExactly(AT + ".basic.user: a user has no colon in basic authentication");
    assertThat(problems(".basic.user", "anna", ".basic.password", "x".repeat(12) + "\ny"))
        .containsExactly(AT + ".basic.password: has a control character, such as a line break");
  }

  @Test
  void noKeyIsEverPrinted() {
    Settings settings =
        new Settings(
            Map.of(
                "incoming.keys.a.signing-secret", "s3cr3t-s3cr3t-s3cr3t",
                "incoming.keys.a.verify-token", "s3cr3t-s3cr3t-s3cr3t",
                "incoming.keys.b.api-key", "s3cr3t-s3cr3t-s3cr3t",
                "incoming.keys.c.basic.user", "anna",
                "incoming.keys.c.basic.password", "s3cr3t-s3cr3t-s3cr3t"));
    Keys keys = Keys.read(settings);

    assertThat(settings.problems()).isEmpty();
    assertThat(keys.signing() + " " + keys.api() + " " + keys.logins())
        .contains("SigningKey[a]", "ApiKey[name=b", "BasicLogin[name=c")
        .doesNotContain("s3cr3t");
  }

  @Test
  void secretIsAsLongAsItsHash() {
    String of47 = "x".repeat(47);
    assertThat(problems(".secret", "x".repeat(31))).singleElement().asString().contains("31 bytes");
    assertThat(problems(".secret", "x".repeat(32))).isEmpty();
    assertThat(problems(".secret", of47, ".algorithms", "HS256, HS384"))
        .containsExactly(AT + ".algorithms: 'HS384' is not one of HS256, which this key can do");
    assertThat(problems(".secret", of47 + "x", ".algorithms", "HS384")).isEmpty();
    assertThat(problems(".secret", "x".repeat(63), ".algorithms", "HS512")).hasSize(1);
    assertThat(problems(".secret", "x".repeat(64), ".algorithms", "HS512")).isEmpty();
  }

  @Test
  void secretInBase64IsItsBytes() {
    byte[] bytes = SECRET.getBytes(StandardCharsets.UTF_8);
    Checks checks = Checks.with("secret", "base64:" + Base64.getEncoder().encodeToString(bytes));
    assertThat(checks.answer(Tokens.good())).isEqualTo("200");
  }

  @Test
  void secretIsNeverShown() {
    String secret = "s3cr3t-s3cr3t-s3cr3t-s3cr3t-s3cr3t";
    Settings settings =
        new Settings(
            Map.of(
                AT + ".secret",
                secret,
                AT + ".algorithms",
                "RS256",
                "incoming.keys.b.secret",
                "base64:s3cr3t-s3cr3t*",
                "incoming.keys.c.secret",
                "s3cr3t",
                "incoming.keys.d.secret",
                "base64:czNjcjN0"));
    Keys keys = Keys.read(settings);
    assertThat(settings.problems()).hasSize(4);
    assertThat(settings.problems().toString() + settings.known() + keys.all() + keys.declared())
        .doesNotContain("s3cr3t")
        .doesNotContain("czNjcjN0");
    Key good = Checks.key("secret", secret);
    assertThat(good + " " + good.source()).doesNotContain("s3cr3t");
    assertThat(Checks.of(good).refusal(Tokens.good()).orElseThrow().toString())
        .doesNotContain("s3cr3t")
        .doesNotContain(Tokens.good().substring(0, 10));
  }

  @Test
  void secretThatDoesNotResolveIsOneProblem() {
    assertThat(problems(".secret", "S3CR3T-S3CR3T{{S3CR3T-S3CR3T"))
        .singleElement()
        .asString()
        .startsWith(AT + ".secret: has {{ without its }}")
        .doesNotContain("S3CR3T");
  }

  @Test
  void publicKeyIsReadFromTextAndFromFile(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("shop.pem"), Tokens.pem(RSA));
    String token =
        Tokens.token(
            "{\"alg\":\"RS256\"}",
            Tokens.payload(NOW + 60),
            Tokens.jca("SHA256withRSA", RSA.getPrivate()));
    assertThat(Checks.with("public-key", file.toString()).answer(token)).isEqualTo("200");
    assertThat(Checks.with("public-key", Tokens.pem(RSA)).answer(token)).isEqualTo("200");
  }

  @Test
  void keyThatIsTooWeakOrOfAnotherKindIsRefused() {
    assertThat(problems(".public-key", Tokens.pem(Tokens.pair("RSA", null, 1024))))
        .containsExactly(AT + ".public-key: the RSA key has 1024 bits; it needs 2048");
    assertThat(problems(".public-key", Tokens.pem(Tokens.pair("Ed448", null, 0)))).hasSize(1);
    assertThat(problems(".public-key", Tokens.pem(Tokens.pair("DSA", null, 2048))))
        .containsExactly(AT + ".public-key: this is not a key for RSA, EC or Ed25519");
    String p256 = Tokens.pem(Tokens.pair("EC", new ECGenParameterSpec("secp256r1"), 0));
    assertThat(problems(".public-key", p256, ".algorithms", "ES384"))
        .containsExactly(AT + ".algorithms: 'ES384' is not one of ES256, which this key can do");
  }

  @Test
  void privateKeyIsRefusedWithoutBeingShown() {
    String encoded = Base64.getEncoder().encodeToString(RSA.getPrivate().getEncoded());
    String pem = "-----BEGIN PRIVATE KEY-----\n" + encoded + "\n-----END PRIVATE KEY-----";
    assertThat(problems(".public-key", pem))
        .singleElement()
        .asString()
        .startsWith(AT + ".public-key: this is a private key")
        .doesNotContain(encoded.substring(0, 16));
  }

  @Test
  void publicKeyAsSecretIsRefused() {
    assertThat(problems(".secret", Tokens.pem(RSA)))
        .containsExactly(AT + ".secret: this is a PEM key; use .public-key for it");
  }

  @Test
  void missingFileIsNamed() {
    assertThat(problems(".public-key", "keys/nowhere.pem"))
        .containsExactly(
            AT + ".public-key: cannot read the file 'keys/nowhere.pem' (NoSuchFileException)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://login.example/keys",
        "http://127.0.0.1.example/keys",
        "https://user:pass@login.example/keys",
        "file:///etc/passwd",
        "ftp://localhost/keys",
        "https:///keys",
        "login.example/keys",
        "https://login example/keys"
      })
  void jwksThatIsNotAnHttpsAddressIsRefused(String address) {
    assertThat(problems(".jwks", address))
        .singleElement()
        .asString()
        .startsWith(AT + ".jwks: this is not an")
        .doesNotContain("pass@");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "HS256", "rs256", "", ",", "RS256,", "ES256K"})
  void algorithmThatTheKeyCannotDoIsRefused(String algorithm) {
    assertThat(problems(".jwks", "https://login.example/keys", ".algorithms", algorithm + ","))
        .hasSize(1);
  }

  private static List<String> problems(String... settings) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      values.put(AT + settings[i], settings[i + 1]);
    }
    Settings read = new Settings(values);
    Keys.read(read);
    return read.problems();
  }
}
