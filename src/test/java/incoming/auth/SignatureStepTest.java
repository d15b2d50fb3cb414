package incoming.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incoming.http.Answer;
import incoming.http.Outcome;
import incoming.route.NotDeclaredException;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureStepTest {
  private static final long NOW = 1_700_000_000;
  private static final String BODY = "{\"id\":1}";

  private final Processor github = Signing.step("scheme", "github", "key", "github");
  private final Processor stripe = Signing.step("scheme", "stripe", "key", "stripe");
  private final Processor slack = Signing.step("scheme", "slack", "key", "slack");
  private final Processor standard = Signing.step("scheme", "standard-webhooks", "key", "standard");
  private final Processor meta = Signing.step("scheme", "meta", "key", "meta,meta-next");

  private static String hex(String secret, String signed) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(signed.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Requests stripe(long signedAt) {
    return Requests.post(BODY)
        .with("Stripe-Signature", "t=" + signedAt + ",v1=" + stripeHex(signedAt))
        .at(NOW);
  }

  private static String stripeHex(long signedAt) {
    return hex(Signing.STRIPE, signedAt + "." + BODY);
  }

  private static Requests slack(String body) {
    return Requests.post(body)
        .with("X-Slack-Request-Timestamp", Long.toString(NOW))
        .with("X-Slack-Signature", "v0=" + hex(Signing.SLACK, "v0:" + NOW + ":" + body))
        .at(NOW);
  }

  @ParameterizedTest
  @CsvSource({"0,passed", "300,passed", "-300,passed", "301,late", "-301,late", "100000000,late"})
  void timeMayBeOffByFiveMinutes(long late, String verdict) {
    assertThat(stripe(NOW - late).verdict(stripe))
        .matches(verdict.equals("late") ? "401 signature-out-of-time: it was signed .*" : verdict);
  }

  @Test
  void toleranceIsAnOption() {
    Processor strict = Signing.step("scheme", "stripe", "key", "stripe", "tolerance", "10s");

    assertThat(stripe(NOW - 10).verdict(strict)).isEqualTo("passed");
    assertThat(stripe(NOW - 11).verdict(strict))
        .isEqualTo(
            "401 signature-out-of-time: it was signed at 2023-11-14T22:13:09Z, which is more than"
                + " 10 s from now");
  }

  @Test
  void otherTimeThanTheSignedOneIsAWrongSignature() {
    assertThat(
            Requests.post(BODY)
                .with("Stripe-Signature", "t=" + NOW + ",v1=" + stripeHex(NOW - 1000))
                .at(NOW)
                .verdict(stripe))
        .isEqualTo("401 signature-invalid: the signature does not match");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "-1", "+1700000000", "1700000000.0", "1.7e9", "123456789012", "\u0661", " 1"})
  void whatIsNoTimeIsRefused(String time) {
    assertThat(
            Requests.post(BODY)
                .with("X-Slack-Request-Timestamp", time)
                .with("X-Slack-Signature", "v0=" + hex(Signing.SLACK, "v0:" + time + ":" + BODY))
                .at(NOW)
                .verdict(slack))
        .isEqualTo("401 signature-invalid: the timestamp is not a number of seconds");
  }

  @Test
  void missingHeaderIsNamed() {
    Answer answer = Requests.post(BODY).through(github).orElseThrow();

    assertThat(answer.headers())
        .containsEntry(
            "WWW-Authenticate", "Signature realm=\"incoming\", header=\"X-Hub-Signature-256\"")
        .containsEntry("Content-Type", "application/problem+json");
    assertThat(answer.outcome()).isEqualTo(new Outcome(Outcome.Kind.REFUSED, "signature-missing"));
    assertThat(Requests.post(BODY).verdict(github))
        .isEqualTo("401 signature-missing: the header X-Hub-Signature-256 is missing");
    assertThat(Requests.post(BODY).with("X-Slack-Signature", "v0=00").verdict(slack))
        .isEqualTo("401 signature-missing: the header X-Slack-Request-Timestamp is missing");
    assertThat(Requests.post(BODY).with("webhook-signature", "v1,").verdict(standard))
        .isEqualTo("401 signature-missing: the header webhook-id is missing");
  }

  @Test
  void signatureOfSha1DoesNotCount() {
    assertThat(Requests.post(BODY).with("X-Hub-Signature", "sha1=00").verdict(github))
        .startsWith("401 signature-missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sha256",
        "sha256=",
        "sha1=7d38cdd689735b008b3c702edd92eea23791c5f6",
        "sha256=V1EH6g6yUJ/CESIczpsLijdXC211hsIsRvQ3nIsEPhc=",
        "sha256=0",
        "sha256=zz7107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e1700",
        "sha256= 757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        "SHA256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17",
        "sha256=\u00e9\u00ff7107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17"
      })
  void whatIsWrittenInAnotherWayIsRefused(String header) {
    assertThat(Requests.post("Hello, World!").with("X-Hub-Signature-256", header).verdict(github))
        .startsWith("401 signature-invalid: ")
        .doesNotContain("757107ea");
  }

  @Test
  void twoHeadersAreRefusedThoughOneIsGood() {
    String good = "sha256=" + hex(Signing.GITHUB, BODY);

    assertThat(
            Requests.post(BODY)
                .with("X-Hub-Signature-256", good)
                .with("x-hub-signature-256", good)
                .verdict(github))
        .isEqualTo("401 signature-invalid: there is more than one header X-Hub-Signature-256");
    assertThat(
            Requests.post(BODY)
                .with("Stripe-Signature", "t=1,t=" + NOW + ",v1=" + stripeHex(NOW))
                .at(NOW)
                .verdict(stripe))
        .isEqualTo("401 signature-invalid: there is more than one t=");
  }

  @Test
  void oversizedHeaderIsRefusedWithoutBeingRead() {
    String many = ("v1=" + stripeHex(NOW) + ",").repeat(30);

    assertThat(
            Requests.post(BODY)
                .with("Stripe-Signature", "t=" + NOW + "," + many)
                .at(NOW)
                .verdict(stripe))
        .isEqualTo(
            "401 signature-invalid: the header Stripe-Signature is longer than 2048 characters");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a.b", "a b", "\u00e9"})
  void idThatMakesASignedTextAmbiguousIsRefused(String id) {
    assertThat(
            Requests.post(BODY)
                .with("webhook-id", id)
                .with("webhook-timestamp", "1")
                .with("webhook-signature", "v1,x")
                .verdict(standard))
        .startsWith("401 signature-invalid: webhook-id is up to 256 visible characters");
  }

  @Property(tries = 200)
  void everyBodyPassesAsSignedAndOnlySo(
      @ForAll @Size(max = 64) byte[] body, @ForAll byte more, @ForAll int bit) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(Signing.GITHUB.getBytes(UTF_8), "HmacSHA256"));
    byte[] signature = mac.doFinal(body);
    byte[] longer = Arrays.copyOf(body, body.length + 1);
    longer[body.length] = more;
    byte[] wrong = signature.clone();
    wrong[Math.floorMod(bit, 256) / 8] ^= (byte) (1 << Math.floorMod(bit, 8));

    assertThat(githubRequest(body, signature).verdict(github)).isEqualTo("passed");
    assertThat(githubRequest(longer, signature).verdict(github)).startsWith("401");
    assertThat(githubRequest(body, wrong).verdict(github)).startsWith("401");
  }

  private static Requests githubRequest(byte[] body, byte[] signature) {
    return Requests.post("")
        .body(body)
        .with("X-Hub-Signature-256", "sha256=" + HexFormat.of().formatHex(signature));
  }

  @Test
  void slackIsToldItsChallenge() {
    Answer answer =
        slack("{\"token\":\"x\",\"challenge\":\"3eZbrw1aBm2rZgRN\",\"type\":\"url_verification\"}")
            .through(slack)
            .orElseThrow();

    assertThat(answer.status()).isEqualTo(200);
    assertThat(new String(answer.body(), UTF_8)).isEqualTo("3eZbrw1aBm2rZgRN");
    assertThat(answer.headers())
        .containsEntry("Content-Type", "text/plain; charset=utf-8")
        .containsEntry("X-Content-Type-Options", "nosniff");
    assertThat(answer.outcome()).isEqualTo(new Outcome(Outcome.Kind.ACCEPTED, "handshake"));
  }

  @Test
  void challengeIsNotSentBackWithoutItsSignature() {
    String body = "{\"challenge\":\"abc\",\"type\":\"url_verification\"}";

    assertThat(slack("{}").body(body.getBytes(UTF_8)).verdict(slack))
        .isEqualTo("401 signature-invalid: the signature does not match");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"event_callback\",\"challenge\":\"abc\"}",
        "{\"event\":{\"type\":\"url_verification\",\"challenge\":\"abc\"}}",
        "{\"type\":\"url_verification\"}",
        "{\"type\":\"url_verification\",\"challenge\":\"<script>\"}",
        "{\"type\":\"url_verification\",\"challenge\":{}}",
        "{\"type\":\"url_verification\",\"challenge\":\"a\",\"challenge\":\"b\"}",
        "[\"url_verification\"]",
        "payload=1",
        ""
      })
  void whatIsNoHandshakeGoesOn(String body) {
    assertThat(slack(body).verdict(slack)).isEqualTo("passed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"meaty-ham-hock", "a-t%C3%B6ken-to-come"})
  void metaIsToldItsChallengeForTheTokenOfEitherKey(String token) {
    assertThat(
            Requests.get("hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=" + token)
                .verdict(meta))
        .isEqualTo("200 1158201444");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hub.mode=subscribe&hub.challenge=1&hub.verify_token=meaty-ham-hoc",
        "hub.mode=subscribe&hub.challenge=1&hub.verify_token=",
        "hub.mode=subscribe&hub.challenge=1",
        "hub.mode=subscribe&hub.verify_token=meaty-ham-hock",
        "hub.mode=unsubscribe&hub.challenge=1&hub.verify_token=meaty-ham-hock",
        "hub.mode=subscribe&hub.challenge=%3Cb%3E&hub.verify_token=meaty-ham-hock",
        "hub.mode=subscribe&hub.challenge=%zz&hub.verify_token=meaty-ham-hock",
        "hub.mode=subscribe&hub.challenge=1&hub.verify_token=x&hub.verify_token=meaty-ham-hock",
        ""
      })
  void anyOtherGetIsRefused(String query) {
    assertThat(Requests.get(query).verdict(meta)).startsWith("403 verification-refused: ");
    assertThat(Requests.get(null).verdict(meta)).startsWith("403 verification-refused: ");
  }

  @Test
  void keyWithoutVerifyTokenVerifiesNothing() {
    assertThat(
            Requests.get("hub.mode=subscribe&hub.challenge=1&hub.verify_token=")
                .verdict(Signing.step("scheme", "meta", "key", "github")))
        .startsWith("403 verification-refused: ");
  }

  @Test
  void getOfAnotherSchemeNeedsASignature() {
    assertThat(Requests.get("hub.mode=subscribe").verdict(github))
        .startsWith("401 signature-missing");
  }

  @Test
  void wrongOptionIsToldWithWhatWouldBeRight() {
    assertWrong("incoming:signature needs scheme=<github|hmac|meta|shopify|slack|");
    assertWrong("scheme=githbu: there is no such scheme; did you mean 'github'?", "githbu", "x");
    assertWrong("incoming:signature needs key=<names of keys; declared are binary,", "github", "");
    assertWrong(
        "tolerance: scheme=github signs no time; leave it out",
        "github",
        "github",
        "tolerance",
        "5m");
    assertWrong("tolerance=5: ", "stripe", "stripe", "tolerance", "5");
    assertWrong("tolerance=0s: '0s' is outside 1s to 1d", "stripe", "stripe", "tolerance", "0s");
    assertWrong(
        "header: scheme=github says so itself; only scheme=hmac takes it",
        "github",
        "github",
        "header",
        "X-Sig");
    assertWrong("incoming:signature needs header=<name of a header>", "hmac", "github");
    assertWrong("this is no name of a header", "hmac", "github", "header", "X Sig");
    assertWrong(
        "algorithm=sha1: SHA-1 is not taken", "hmac", "github", "header", "X", "algorithm", "sha1");
    assertWrong(
        "encoding=base32: write hex or base64",
        "hmac",
        "github",
        "header",
        "X",
        "encoding",
        "base32");
    assertWrong(
        "incoming.keys.github.signing-secret does not begin with whsec_",
        "standard-webhooks",
        "github");
  }

  private static void assertWrong(String message, String... schemeKeyAndMore) {
    String[] options = new String[schemeKeyAndMore.length == 0 ? 0 : schemeKeyAndMore.length + 2];
    if (options.length > 0) {
      options[0] = "scheme";
      options[1] = schemeKeyAndMore[0];
      options[2] = "key";
      options[3] = schemeKeyAndMore[1];
      System.arraycopy(schemeKeyAndMore, 2, options, 4, options.length - 4);
    }
    assertThatThrownBy(() -> Signing.step(options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void keyThatIsNotDeclaredIsLackingRatherThanWrong() {
    assertThatThrownBy(() -> Signing.step("scheme", "github", "key", "github,githup"))
        .isInstanceOf(NotDeclaredException.class)
        .hasMessageStartingWith(
            "key=github,githup: there is no signing secret 'githup'; declared are binary, github,")
        .hasMessageEndingWith("declare one as incoming.keys.<name>.signing-secret");
  }
}
