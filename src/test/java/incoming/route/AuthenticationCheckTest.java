package incoming.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationCheckTest {
  private static final String SIGNATURE = "to: incoming:signature?scheme=github&key=github";

  @TempDir Path path;
  private Folder folder;

  @BeforeEach
  void open() {
    folder = new Folder(path);
  }

  @AfterEach
  void close() {
    folder.close();
  }

  private void assertFindings(String... findings) {
    assertThat(folder.findings()).containsExactly(findings);
  }

  @Test
  void inTheOrderOfTheReadmeThereIsNothingToSay() {
    folder.orders(
        "to: incoming:allow-from?cidrs=192.0.2.0/24,2001:db8::/32",
        SIGNATURE,
        "to: incoming:rate-limit?perSecond=5",
        "to: incoming:flatten");

    assertFindings();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api-key?key=api",
        "basic?key=login",
        "jwt?apiKey=demo",
        "signature?scheme=github&key=github",
        "allow-from?cidrs=192.0.2.1",
        "rate-limit"
      })
  void behindFlattenItIsLate(String step) {
    folder.orders("to: incoming:flatten", "to: incoming:" + step);

    assertFindings(
        "orders.camel.yaml:7:15: warning: what is refused here has been parsed for nothing; write it"
            + " before 'to: incoming:flatten'");
  }

  @Test
  void underAConditionItIsNotForAll() {
    folder.orders("filter: {jsonpath: '$[?(@.a)]', steps: [" + SIGNATURE + "]}");
    assertFindings(
        "orders.camel.yaml:6:55: warning: not every request gets here; write it before"
            + " 'to: incoming:flatten'");

    folder.orders(
        "choice: {when: [{constant: 'true', steps: [{"
            + SIGNATURE
            + "}]}],"
            + " otherwise: {steps: [{log: x}]}}");
    assertThat(folder.findings()).singleElement().asString().contains("not every request gets");
  }

  @Test
  void amongDuplicatesItTellsStrangersAboutThem() {
    folder.orders(
        "to: incoming:flatten",
        "idempotentConsumer: {idempotentRepository: deduplication, completionEager: true,"
            + " expression: {language: {language: hash, expression: body.id}}, steps: [{"
            + SIGNATURE
            + "}]}");

    assertThat(folder.findings())
        .singleElement()
        .asString()
        .contains("warning: a stranger is told which requests came before; write it before");
  }

  @Test
  void behindTheQueueItIsRefused() {
    folder.with(
        "orders.camel.yaml",
        """
        - route:
            id: orders
            from:
              uri: platform-http:/in/orders
              steps:
                - to: incoming:flatten
                - to: incoming:accept
                - to: incoming:basic?key=login
        - route:
            id: orders-delivery
            from:
              uri: incoming:deliveries/orders
              steps:
                - to: incoming:basic?key=login
                - to: https://crm.example.com?httpMethod=POST
        """);

    assertThat(folder.findings())
        .contains(
            "orders.camel.yaml:8:15: error: the event is queued already; write it before"
                + " 'to: incoming:accept'",
            "orders.camel.yaml:14:15: error: there is no request any more; write it where the route"
                + " begins with platform-http:");
  }

  @Test
  void nothingWaitsForAWireTap() {
    folder.orders("wireTap: {uri: 'incoming:basic?key=login'}");

    assertThat(folder.findings())
        .contains(
            "orders.camel.yaml:6:26: error: write 'to: incoming:basic': nothing waits for a"
                + " wireTap");
  }

  @Test
  void limitBeforeTheProofCountsStrangers() {
    folder.orders("to: incoming:rate-limit", "to: incoming:allow-from?cidrs=10.0.0.0/8", SIGNATURE);

    assertFindings(
        "orders.camel.yaml:6:15: warning: the requests of strangers count, too; write it behind"
            + " 'to: incoming:signature'");
  }

  @Test
  void metaNeedsGet() {
    folder.orders("to: incoming:signature?scheme=meta&key=github");
    assertFindings(
        "orders.camel.yaml:6:15: warning: Meta sends nothing before it has asked with GET; write"
            + " 'httpMethodRestrict: GET,POST'");

    folder.with(
        "orders.camel.yaml",
        """
        - route:
            id: orders
            from:
              uri: platform-http:/in/orders
              parameters: {httpMethodRestrict: "GET, POST"}
              steps:
                - to: {uri: "incoming:signature", parameters: {scheme: meta, key: github}}
        """);
    assertFindings();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "signature?scheme=github&key=github&key2=x | 15 | incoming:signature has no option 'key2'",
        "signature?key=github&scheme=githbu | 45 | scheme=githbu: there is no such scheme; did you"
            + " mean 'github'?",
        "allow-from?cidrs=10.0.0.1/8 | 35 | cidrs=10.0.0.1/8: '10.0.0.1/8' has a bit behind its"
            + " first 8, which have to be zero",
        "rate-limit?burst=many | 35 | burst=many: write a whole number from 1 to 1000000",
        "basic?kee=login | 15 | incoming:basic needs key=<names of keys; declared are login;"
            + " declare one as incoming.keys.<name>.basic.user and .basic.password>"
      })
  void wrongOptionHasItsPlace(String step, int column, String message) {
    folder.orders("to: incoming:" + step);

    assertFindings("orders.camel.yaml:6:" + column + ": error: " + message);
  }

  @Test
  void keyThatIsNotDeclaredIsLacking() {
    folder.orders("to: incoming:signature?scheme=github&key=demo");

    assertThat(folder.findings(Finding.Severity.WARNING))
        .containsExactly(
            "orders.camel.yaml:6:15: warning: key=demo: there is no signing secret 'demo'; declared"
                + " are github, meta, slack, stripe; declare one as incoming.keys.<name>.signing-secret");
  }
}
