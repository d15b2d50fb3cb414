package incoming.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeduplicationCheckTest {
  @RegisterExtension private final Folder folder = new Folder();

  private void consumer(String options) {
    folder.orders("idempotentConsumer: {" + options + ", steps: [{log: x}]}");
  }

  private static final String HASH =
      ", expression: {language: {language: hash, expression: body.id}}";

  @Test
  void asTheReadmeWritesItThereIsNothingToSay() {
    consumer("idempotentRepository: deduplication, completionEager: true" + HASH);

    folder.assertFindings();
  }

  @Test
  void completionThatIsNotEagerIsAWarning() {
    consumer("idempotentRepository: deduplication" + HASH);
    folder.assertFindings(
        "orders.camel.yaml:6:11: warning: write 'completionEager: true', else a failure in a later"
            + " step makes a request new again that was delivered");

    consumer("idempotentRepository: deduplication, completionEager: false" + HASH);
    assertThat(folder.findings())
        .singleElement()
        .asString()
        .startsWith("orders.camel.yaml:6:86: warning: write 'completionEager: true'");
  }

  @Test
  void otherRepositoryIsAWarning() {
    folder.camel().getRegistry().bind("other", new MemoryIdempotentRepository());
    consumer("idempotentRepository: other, completionEager: true" + HASH);

    folder.assertFindings(
        "orders.camel.yaml:6:54: warning: only 'idempotentRepository: deduplication' keeps"
            + " duplicates for 7 days and over a crash");
  }

  @Test
  void optionsThatBreakThePromisesAreWarnings() {
    consumer(
        "idempotentRepository: deduplication, completionEager: true, eager: false, skipDuplicate:"
            + " false, removeOnFailure: false"
            + HASH);

    folder.assertFindings(
        "orders.camel.yaml:6:99: warning: 'eager: false': two equal requests at the same time would"
            + " both be taken as new",
        "orders.camel.yaml:6:121: warning: 'skipDuplicate: false': duplicates would run through the"
            + " steps below it",
        "orders.camel.yaml:6:145: warning: 'removeOnFailure: false': the next try of a request that"
            + " failed would be taken for a duplicate");
  }

  @Test
  void otherLanguageIsAWarning() {
    consumer("idempotentRepository: deduplication, completionEager: true, expression: {simple: a}");

    folder.assertFindings(
        "orders.camel.yaml:6:105: warning: write the language 'hash': any other does not tell a"
            + " missing parameter from an empty one");
  }

  private void signed(String scheme, String hash) {
    folder.orders(
        "to: incoming:signature?scheme=" + scheme + "&key=github",
        "to: incoming:flatten",
        "idempotentConsumer: {idempotentRepository: deduplication, completionEager: true,"
            + " expression: {language: {language: hash, expression: '"
            + hash
            + "'}}, steps: [{log: x}]}");
  }

  @Test
  void headerThatIsNotSignedIsAWarningAtItsPlace() {
    signed("github", "body.id, headers[\"X-GitHub-Delivery\"]");

    folder.assertFindings(
        "orders.camel.yaml:8:154: warning: the signature (scheme=github) does not cover"
            + " headers[\"x-github-delivery\"]: whoever has seen a request can send it again with"
            + " another value, and it is taken as new; take what is in the body");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "stripe | headers[\"x-id\"]",
        "shopify | headers[\"x-shopify-webhook-id\"]",
        "slack | query.id",
        "hmac&header=X-Sig | headers[\"x-id\"]",
        "hmac&header=X-Sig | headers[\"webhook-id\"]"
      })
  void whatIsOutsideOfTheSignedPartsIsAWarning(String scheme, String parameter) {
    signed(scheme, parameter);

    assertThat(folder.findings())
        .singleElement()
        .asString()
        .contains("warning: the signature (scheme=", "does not cover " + parameter);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "github | body.id, endpointId, method",
        "slack | headers[\"x-slack-request-timestamp\"], body.event_id"
      })
  void whatIsSignedOrAlwaysTheSameIsNone(String scheme, String hash) {
    signed(scheme, hash);

    folder.assertFindings();
  }

  @Test
  void idOfStandardWebhooksIsSigned() {
    signed("standard-webhooks", "headers[\"webhook-id\"]");

    assertThat(folder.findings()).noneMatch(finding -> finding.contains("does not cover"));
  }

  @Test
  void withoutASignatureNothingIsSaidOfHeaders() {
    consumer(
        "idempotentRepository: deduplication, completionEager: true, expression: {language:"
            + " {language: hash, expression: 'headers[\"x-id\"]'}}");

    folder.assertFindings();
  }
}
