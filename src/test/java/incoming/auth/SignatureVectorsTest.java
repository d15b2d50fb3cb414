package incoming.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.camel.Processor;
import org.junit.jupiter.api.Test;

/**
 * Requests as providers sign them.
 *
 * <p>Published vectors: GitHub Docs, "Validating webhook deliveries" (testing the webhook payload
 * validation); Slack, "Verifying requests from Slack" (step by step); Standard Webhooks' reference
 * libraries. Meta, Shopify and Stripe publish none: theirs are by the algorithm that they document,
 * computed with Python's {@code hmac}.
 */
class SignatureVectorsTest {
  private static final long STRIPE_TIME = 1_492_774_577;
  private static final String STRIPE_BODY =
      "{\"id\":\"evt_1NG8Du2eZvKYlo2CUI79vXWy\",\"object\":\"event\"}";
  private static final String STRIPE_HEX =
      "38371047b17055f67e109f8d6554c4923753c301f9eeb1a11609ca0b17a516dd";
  private static final String STRIPE_NEXT_HEX =
      "f2eb34830c8f5f965c989ea1c3d26a4d47adc43904f00ccffe942857e9e08a68";

  private static Requests github() {
    return Requests.post("Hello, World!")
        .with(
            "X-Hub-Signature-256",
            "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17");
  }

  private static Requests slack() {
    return Requests.post(
            "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow"
                + "&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA"
                + "&user_name=roadrunner&command=%2Fwebhook-collect&text="
                + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J"
                + "%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
                + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c")
        .with("X-Slack-Request-Timestamp", "1531420618")
        .with(
            "X-Slack-Signature",
            "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503")
        .at(1_531_420_618);
  }

  private static Requests standardWebhooks(String signature) {
    return Requests.post("{\"test\": 2432232314}")
        .with("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
        .with("webhook-timestamp", "1614265330")
        .with("webhook-signature", signature)
        .at(1_614_265_330);
  }

  private static Requests stripe(String header) {
    return Requests.post(STRIPE_BODY).with("Stripe-Signature", header).at(STRIPE_TIME);
  }

  @Test
  void vectorOfGitHubPasses() {
    assertThat(github().verdict(Signing.step("scheme", "github", "key", "github")))
        .isEqualTo("passed");
  }

  @Test
  void vectorOfSlackPasses() {
    assertThat(slack().verdict(Signing.step("scheme", "slack", "key", "slack")))
        .isEqualTo("passed");
  }

  @Test
  void vectorOfStandardWebhooksPasses() {
    assertThat(
            standardWebhooks("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
                .verdict(Signing.step("scheme", "standard-webhooks", "key", "standard")))
        .isEqualTo("passed");
  }

  @Test
  void severalSignaturesOfStandardWebhooksAreTried() {
    Processor step = Signing.step("scheme", "standard-webhooks", "key", "standard");
    String right = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
    String wrong = "v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=";
    String other =
        "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3m"
            + "NHmBP9IZ2aAw==";

    assertThat(standardWebhooks(other + " " + wrong + " " + right).verdict(step))
        .isEqualTo("passed");
    assertThat(standardWebhooks(wrong).verdict(step))
        .isEqualTo("401 signature-invalid: the signature does not match");
    assertThat(standardWebhooks(other).verdict(step))
        .startsWith("401 signature-invalid: there is no v1,");
  }

  @Test
  void stripeSignatureAsDocumentedPasses() {
    String other = "6ffbb59b2300aae63f272406069a9788598b792a944a07aba816edb039989a39";

    assertThat(
            stripe("t=" + STRIPE_TIME + ",v1=" + STRIPE_HEX + ",v0=" + other)
                .verdict(Signing.step("scheme", "stripe", "key", "stripe")))
        .isEqualTo("passed");
  }

  @Test
  void stripeSignatureOfAnotherVersionDoesNotCount() {
    assertThat(
            stripe("t=" + STRIPE_TIME + ",v0=" + STRIPE_HEX)
                .verdict(Signing.step("scheme", "stripe", "key", "stripe")))
        .startsWith("401 signature-invalid: the header Stripe-Signature is t=<seconds>");
  }

  @Test
  void whileSecretsChangeEitherSideMayHaveBoth() {
    String both = "t=" + STRIPE_TIME + ",v1=" + STRIPE_HEX + ",v1=" + STRIPE_NEXT_HEX;
    Processor next = Signing.step("scheme", "stripe", "key", "stripe-next");
    Processor either = Signing.step("scheme", "stripe", "key", "stripe, stripe-next");

    assertThat(stripe(both).verdict(next)).isEqualTo("passed");
    assertThat(stripe("t=" + STRIPE_TIME + ",v1=" + STRIPE_HEX).verdict(either))
        .isEqualTo("passed");
    assertThat(stripe("t=" + STRIPE_TIME + ",v1=" + STRIPE_NEXT_HEX).verdict(either))
        .isEqualTo("passed");
    assertThat(stripe("t=" + STRIPE_TIME + ",v1=" + STRIPE_HEX).verdict(next))
        .isEqualTo("401 signature-invalid: the signature does not match");
  }

  @Test
  void shopifySignatureOverNonAsciiBodyPasses() {
    assertThat(
            Requests.post("{\"id\":820982911946154508,\"email\":\"jon@d\u00f6e.ca\"}")
                .with("x-shopify-hmac-sha256", "kVyW+Wfglnf6+Sbu6bUDgesdkABKTDmM6c053LGm7Mc=")
                .verdict(Signing.step("scheme", "shopify", "key", "shopify")))
        .isEqualTo("passed");
  }

  @Test
  void metaSignaturePasses() {
    assertThat(
            Requests.post(
                    "{\"entry\":[{\"id\":\"0\",\"changes\":[{\"field\":\"photos\"}]}],"
                        + "\"object\":\"user\"}")
                .with(
                    "X-Hub-Signature-256",
                    "sha256=5d228b68ce34990785082b47216a19d6d2513d5fb4a524185825a23b7d60ccd0")
                .verdict(Signing.step("scheme", "meta", "key", "meta")))
        .isEqualTo("passed");
  }

  @Test
  void genericSignatureHasItsOwnHeaderHashEncodingAndPrefix() {
    String signature =
        "65geloC30ak43ixf11Z4MnaMbiZWH8XXlUDvQzRCP3XBd+oCKgTMyABt8xta2+33cLWMV8b2lEhIUV+Zmf0raA==";
    Processor step =
        Signing.step(
            "scheme",
            "hmac",
            "key",
            "binary",
            "header",
            "X-Sig",
            "algorithm",
            "sha512",
            "encoding",
            "base64",
            "prefix",
            "hmac ");

    assertThat(Requests.post("{}").with("X-Sig", "hmac " + signature).verdict(step))
        .isEqualTo("passed");
    assertThat(Requests.post("{}").with("X-Sig", signature).verdict(step))
        .isEqualTo("401 signature-invalid: the header X-Sig begins with hmac ");
  }

  @Test
  void anyOtherBodyIsRefused() {
    byte[] body = github().build().body();
    Processor step = Signing.step("scheme", "github", "key", "github");
    for (int bit = 0; bit < body.length * 8; bit++) {
      byte[] tampered = body.clone();
      tampered[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(github().body(tampered).verdict(step))
          .isEqualTo("401 signature-invalid: the signature does not match");
    }
    for (byte[] other :
        List.of(new byte[0], "Hello, World!\n".getBytes(UTF_8), "Hello".getBytes(UTF_8))) {
      assertThat(github().body(other).verdict(step)).startsWith("401 signature-invalid");
    }
  }

  @Test
  void wrongKeyIsRefused() {
    assertThat(github().verdict(Signing.step("scheme", "github", "key", "slack")))
        .isEqualTo("401 signature-invalid: the signature does not match");
  }
}
