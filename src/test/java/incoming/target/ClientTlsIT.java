package incoming.target;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import incoming.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Client certificates and authorities of one's own, against a server that demands both. */
class ClientTlsIT {
  private static final String AT = "incoming.credentials.bank";

  @TempDir static Path folder;
  private static Path server;
  private static Path rsa;
  private static Path ec;
  private static WireMockServer target;

  @BeforeAll
  static void start() throws Exception {
    Certificates certificates = new Certificates(folder);
    server = certificates.make("server", "RSA");
    rsa = certificates.make("client", "RSA");
    ec = certificates.make("client-ec", "EC");
    target = new WireMockServer(Certificates.demanding(rsa, server));
    target.start();
    target.stubFor(any(anyUrl()).willReturn(ok()));
  }

  @AfterAll
  static void stop() {
    target.stop();
  }

  @Test
  void targetThatDemandsCertificateIsShownOne() throws Exception {
    Path both =
        Files.writeString(
            folder.resolve("both.pem"),
            "Bag Attributes\n" + Certificates.key(rsa) + Certificates.certificate(rsa));
    Path authorities =
        Files.writeString(folder.resolve("authorities.pem"), Certificates.certificate(server));
    assertThat(call(both.toString(), both.toString(), authorities.toString())).isEqualTo(200);
    assertThat(
            call(
                Certificates.certificate(rsa),
                Certificates.key(rsa),
                Certificates.certificate(server)))
        .isEqualTo(200);
  }

  @Test
  void certificateThatTheTargetDoesNotKnowIsRefusedByIt() throws Exception {
    assertThatThrownBy(
            () ->
                call(
                    Certificates.certificate(ec),
                    Certificates.key(ec),
                    Certificates.certificate(server)))
        .isInstanceOf(IOException.class);
  }

  @Test
  void targetOfAnotherAuthorityIsNotTrusted() throws Exception {
    assertThatThrownBy(() -> call(Certificates.certificate(rsa), Certificates.key(rsa), null))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("certification path");
    assertThatThrownBy(
            () ->
                call(
                    Certificates.certificate(rsa),
                    Certificates.key(rsa),
                    Certificates.certificate(rsa)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("certification path");
  }

  @Test
  void nameOfTheTargetIsCheckedForTrustedAuthoritiesToo() throws Exception {
    Credential credential =
        credential(
            Certificates.certificate(rsa), Certificates.key(rsa), Certificates.certificate(server));
    assertThatThrownBy(() -> call(credential, "https://localhost:" + target.httpsPort() + "/"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("localhost");
  }

  @Test
  void renewedFilesCountFromTheNextConnectionOn() throws Exception {
    Path certificate =
        Files.writeString(folder.resolve("renewed.pem"), Certificates.certificate(ec));
    Path key = Files.writeString(folder.resolve("renewed.key"), Certificates.key(ec));
    Credential credential =
        credential(certificate.toString(), key.toString(), Certificates.certificate(server));
    String address = "https://127.0.0.1:" + target.httpsPort() + "/";
    assertThatThrownBy(() -> call(credential, address)).isInstanceOf(IOException.class);

    Files.writeString(certificate, Certificates.certificate(rsa));
    assertThatThrownBy(() -> call(credential, address))
        .as("the certificate has been renewed, its key not yet")
        .isInstanceOf(IOException.class);
    Files.writeString(key, Certificates.key(rsa));
    assertThat(call(credential, address)).isEqualTo(200);

    Files.delete(certificate);
    assertThat(call(credential, address)).as("without the file").isEqualTo(200);
    Files.writeString(certificate, "no certificate");
    assertThat(call(credential, address)).as("with a file that is wrong").isEqualTo(200);
  }

  @Test
  void renewedAuthoritiesCountToo() throws Exception {
    Path trust = Files.writeString(folder.resolve("trust.pem"), Certificates.certificate(rsa));
    Credential credential =
        credential(Certificates.certificate(rsa), Certificates.key(rsa), trust.toString());
    String address = "https://127.0.0.1:" + target.httpsPort() + "/";
    assertThatThrownBy(() -> call(credential, address)).hasMessageContaining("certification path");
    Files.writeString(trust, Certificates.certificate(server) + Certificates.certificate(ec));
    assertThat(call(credential, address)).isEqualTo(200);
  }

  @Test
  void certificateIsNotMeantForPlainHttp() throws Exception {
    Credential credential = credential(Certificates.certificate(rsa), Certificates.key(rsa), null);
    assertThat(credential.objection(new HttpHost("http", "api.example.com")))
        .contains("a certificate is shown over https: alone");
    assertThat(credential.objection(new HttpHost("https", "api.example.com"))).isEmpty();
    HttpPost request = new HttpPost("http://api.example.com/");
    assertThatThrownBy(() -> credential.authorize(request, new byte[0], null))
        .isInstanceOf(CallFailure.class);
  }

  @Test
  void keyOfKindEcIsTaken() throws Exception {
    assertThat(problems(Certificates.certificate(ec), Certificates.key(ec), null)).isEmpty();
  }

  @Test
  void keyOfAnotherCertificateIsRefused() throws Exception {
    for (Path other : List.of(server, ec)) {
      assertThat(problems(Certificates.certificate(rsa), Certificates.key(other), null))
          .singleElement()
          .asString()
          .startsWith(AT + ".mutual-tls: the first certificate is not that of the private key");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY"})
  void keyInAnotherFormatIsToldHowToConvert(String label) throws Exception {
    String key = Certificates.key(rsa).replace("PRIVATE KEY", label);
    assertThat(problems(Certificates.certificate(rsa), key, null))
        .singleElement()
        .asString()
        .startsWith(AT + ".mutual-tls: the private key is encrypted or in an old format")
        .doesNotContain(key.substring(60, 90));
  }

  @Test
  void keyThatIsNoneIsRefusedWithoutBeingShown() throws Exception {
    String certificate = Certificates.certificate(rsa);
    String body = Certificates.key(rsa).replaceAll("-----[A-Z ]+-----|\\s", "");
    String secret = body.substring(60, 90);
    byte[] ed25519 =
        KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate().getEncoded();
    for (String key :
        List.of(
            body,
            certificate,
            "-----BEGIN PRIVATE KEY-----\n" + secret + "\n-----END PRIVATE KEY-----",
            Certificates.key(rsa) + Certificates.key(ec),
            Certificates.pem("PRIVATE KEY", ed25519))) {
      assertThat(problems(certificate, key, null))
          .singleElement()
          .asString()
          .startsWith(AT + ".mutual-tls: ")
          .doesNotContain(secret);
    }
  }

  @Test
  void certificateThatIsNoneIsRefused() throws Exception {
    String key = Certificates.key(rsa);
    for (String certificate :
        List.of(key, "nowhere.pem", Certificates.pem("CERTIFICATE", new byte[] {1, 2, 3}))) {
      assertThat(problems(certificate, key, null)).hasSize(1);
      assertThat(problems(Certificates.certificate(rsa), key, certificate))
          .singleElement()
          .asString()
          .startsWith(AT + ".trust: ");
    }
  }

  private static int call(String certificate, String key, String trust) throws Exception {
    return call(
        credential(certificate, key, trust), "https://127.0.0.1:" + target.httpsPort() + "/");
  }

  private static int call(Credential credential, String address) throws Exception {
    try (CloseableHttpClient client =
        TokenEndpoint.client(SystemDefaultDnsResolver.INSTANCE, credential.tls())) {
      return client.execute(new HttpGet(address), response -> response.getCode());
    }
  }

  private static Credential credential(String certificate, String key, String trust) {
    Settings settings = settings(certificate, key, trust);
    Credentials credentials =
        Credentials.read(settings, SystemDefaultDnsResolver.INSTANCE, Clock.systemUTC());
    assertThat(settings.problems()).isEmpty();
    return credentials.find("bank", new HttpHost("https", "api.example.com"));
  }

  private static List<String> problems(String certificate, String key, String trust) {
    Settings settings = settings(certificate, key, trust);
    Credentials.read(settings, SystemDefaultDnsResolver.INSTANCE, Clock.systemUTC());
    return settings.problems();
  }

  private static Settings settings(String certificate, String key, String trust) {
    Map<String, String> values = new HashMap<>();
    values.put(AT + ".mutual-tls.certificate", certificate);
    values.put(AT + ".mutual-tls.key", key);
    if (trust != null) {
      values.put(AT + ".trust", trust);
    }
    return new Settings(values);
  }
}
