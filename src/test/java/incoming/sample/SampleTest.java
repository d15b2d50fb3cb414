package incoming.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incoming.config.Settings;
import incoming.event.Event;
import incoming.event.EventSettings;
import incoming.event.Events;
import incoming.event.Flatten;
import incoming.sample.Samples.Reading;
import java.time.Clock;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleTest {
  private final Samples samples =
      new Samples(
          new DefaultCamelContext(),
          new Flatten(EventSettings.read(new Settings(Map.of()))),
          100,
          Clock.systemUTC());

  private Reading read(String json) {
    return samples.read("a", json.getBytes(UTF_8));
  }

  private Sample sample(String json) {
    return ((Reading.Read) read(json)).sample();
  }

  @Test
  void parametersComeWithTheirTypesInTheOrderOfTheDocument() {
    Sample sample = sample("{\"z\": \"q\", \"a\": [1.10, true, null], \"og:url\": {}, \"l\": []}");

    assertThat(sample.parameters())
        .filteredOn(parameter -> parameter.name().startsWith("body"))
        .containsExactly(
            new Parameter("body.z", "string", "\"q\""),
            new Parameter("body.a[0]", "number", "1.10"),
            new Parameter("body.a[1]", "boolean", "true"),
            new Parameter("body.a[2]", "null", "null"),
            new Parameter("body[\"og:url\"]", "object", "{}"),
            new Parameter("body.l", "array", "[]"));
    assertThat(sample.parameters())
        .extracting(Parameter::name)
        .startsWith("eventId", "endpointId", "businessProfileId", "time", "method");
  }

  @Test
  void longExampleIsCutBetweenCharacters() {
    assertThat(Parameter.of("body", "x".repeat(300)).example()).hasSize(201).endsWith("x…");
    assertThat(Parameter.of("body", "x".repeat(198) + "\ud83d\ude00").example())
        .isEqualTo("\"" + "x".repeat(198) + "…");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Hub-Signature-256",
        "stripe-signature",
        "X-Shopify-Hmac-Sha256",
        "X-Api-Key",
        "apikey",
        "X-Gitlab-Token",
        "PayPal-Transmission-Sig",
        "X-Amz-Security-Token",
        "x-session-id",
        "Set-Cookie2",
        "x-key",
        "X-Client-Secret"
      })
  void secretsAndSignaturesAreMasked(String header) {
    Sample sample = new Sample(Events.of(Map.of(header, "s3cret"), "x"));

    assertThat(new String(sample.json(), UTF_8)).contains("\"***\"").doesNotContain("s3cret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Idempotency-Key",
        "X-Deduplication-Hash",
        "X-Request-Id",
        "X-GitHub-Delivery",
        "webhook-id",
        "Content-Type",
        "X-Author",
        "Keep-Alive",
        "X-Design"
      })
  void whatTellsRequestsApartIsKept(String header) {
    Sample sample = new Sample(Events.of(Map.of(header, "value"), "x"));

    assertThat(new String(sample.json(), UTF_8)).contains("\"value\"");
  }

  @Test
  void credentialsAreLeftOut() {
    Sample sample =
        new Sample(Events.of(Map.of("Authorization", "s3cret", "Cookie", "s3cret"), "x"));

    assertThat(new String(sample.json(), UTF_8)).doesNotContain("s3cret", "authorization");
  }

  @Test
  void sampleIsReadAsItWasWritten() {
    Sample sample = sample("{\"n\": 1.00e5, \"t\": \"\\u0000 \\ud83d\\ude00\"}");

    assertThat(Sample.read(sample.json()).event().asMap()).isEqualTo(sample.event().asMap());
    assertThatThrownBy(() -> Sample.read("{}".getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'{\"a\":1,}' | not-json",
        "'{\"a\":1,\"a\":2}' | duplicate-member",
        "'[NaN]' | not-json",
        "'' | empty-body"
      })
  void whatASenderCouldNotSendIsNoSample(String json, String problem) {
    assertThat(read(json))
        .isInstanceOfSatisfying(
            Reading.Refused.class,
            refused -> assertThat(refused.problem().type()).isEqualTo("/problems/" + problem));
  }

  @Test
  void bodyHasTheLimitOfTheDoor() {
    byte[] body = new byte[101];
    Arrays.fill(body, (byte) '1');

    assertThat(samples.read("a", body))
        .isInstanceOfSatisfying(
            Reading.Refused.class,
            refused -> assertThat(refused.problem().status()).isEqualTo(413));
    assertThat(samples.read("a", Arrays.copyOf(body, 100))).isInstanceOf(Reading.Read.class);
  }

  @Test
  void requestOfASampleMakesTheSameEvent() {
    Map<String, Object> query = new LinkedHashMap<>();
    query.put("a b", List.of("1", "&=%"));
    query.put("é", "");
    Event plain = Events.of(Map.of("x-a", List.of("1", "2")), List.of(1L, "x"));
    Event event =
        new Event(
            plain.eventId(), "a", null, plain.time(), "PUT", plain.headers(), query, plain.body());

    Reading reading = samples.read("a", GivenRequest.of(event));

    Event again = ((Reading.Read) reading).sample().event();
    assertThat(again.method()).isEqualTo("PUT");
    assertThat(again.query()).isEqualTo(query);
    assertThat(again.headers()).isEqualTo(event.headers());
    assertThat(again.body()).isEqualTo(event.body());
    assertThat(again.eventId()).isNotEqualTo(event.eventId());
  }
}
