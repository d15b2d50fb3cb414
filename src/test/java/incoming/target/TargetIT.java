package incoming.target;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import incoming.event.Event;
import incoming.http.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetIT {
  @RegisterExtension
  static final WireMockExtension TARGET =
      WireMockExtension.newInstance()
          .options(wireMockConfig().dynamicPort().bindAddress("127.0.0.1"))
          .build();

  private static final String SHORT =
      "?connectTimeout=500&connectionRequestTimeout=500&responseTimeout=1000";

  private static final AllowedHosts LOOPBACK =
      new AllowedHosts(List.of(new AllowedHosts.Entry(null, AddressRange.parse("127.0.0.1"), 0)));

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final String address =
      "http://127.0.0.1:" + TARGET.getPort() + "/v4/events?secret=s3cr3t&httpMethod=POST";

  @BeforeEach
  void start() {
    TargetComponent component =
        new TargetComponent(
            new TargetSettings(
                Duration.ofSeconds(5), Duration.ofSeconds(10), 8, 4, 1024, LOOPBACK));
    camel.addComponent("http", component);
    camel.addComponent("https", component);
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  @Test
  void targetSeesExactlyWhatTheRouteHasSet() throws Exception {
    answer(ok());
    Exchange sent = call(address);
    assertThat(sent.getException()).isNull();
    LoggedRequest request = onlyRequest();
    assertThat(request.getUrl()).isEqualTo("/v4/events?secret=s3cr3t");
    assertThat(request.getBodyAsString()).isEqualTo("{\"name\":\"Zoë\"}");
    HttpHeaders headers = request.getHeaders();
    assertThat(headers.keys())
        .containsExactlyInAnyOrder(
            "Host",
            "Connection",
            "Content-Type",
            "Content-Length",
            "User-Agent",
            "Idempotency-Key",
            "X-Shop");
    assertThat(headers.getHeader("Content-Type").values()).containsExactly("application/json");
    assertThat(headers.getHeader("User-Agent").values()).containsExactly("Incoming/dev");
    assertThat(headers.getHeader("Idempotency-Key").values()).containsExactly("event-1");
    assertThat(headers.getHeader("Connection").values()).containsExactly("keep-alive");
  }

  @Test
  void nothingOfTheAnswerReachesTheMessage() throws Exception {
    answer(
        ok("secret of the target")
            .withHeader("Set-Cookie", "session=1")
            .withHeader("X-Internal", "10.0.0.1")
            .withHeader("Content-Type", "text/html"));
    Exchange sent = call(address);
    assertThat(sent.getMessage().getBody(String.class)).isEqualTo("{\"name\":\"Zoë\"}");
    assertThat(sent.getMessage().getHeaders())
        .containsOnlyKeys("Content-Type", "X-Shop", "Idempotency-Key")
        .containsEntry("Content-Type", "application/json");
  }

  @Test
  void cookiesAreNotKept() throws Exception {
    answer(ok().withHeader("Set-Cookie", "session=1; Path=/"));
    call(address);
    call(address);
    TARGET.verify(2, postRequestedFor(anyUrl()).withoutHeader("Cookie"));
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 302, 307, 308, 400, 401, 404, 408, 409, 429, 500, 502, 503})
  void everyStatusOutside2xxIsOneRequestAndRefused(int status) throws Exception {
    answer(
        aResponse()
            .withStatus(status)
            .withHeader("Location", "http://127.0.0.1:" + TARGET.getPort() + "/elsewhere")
            .withHeader("WWW-Authenticate", "Basic realm=\"x\"")
            .withHeader("Retry-After", "0")
            .withBody("secret of the target"));
    ProblemException failure = failure(call(address));
    assertThat(failure.problem().type()).isEqualTo("/problems/target-refused");
    assertThat(failure.problem().status()).isEqualTo(502);
    assertThat(failure.problem().detail()).isEqualTo("the target answered with status " + status);
    assertThat(failure.problem().headers()).containsKey("Retry-After");
    assertThat(failure)
        .hasMessage(
            "integration 'null': target 127.0.0.1:"
                + TARGET.getPort()
                + " answered with status "
                + status)
        .hasNoCause();
    TARGET.verify(1, postRequestedFor(anyUrl()));
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204})
  void every2xxIsSuccess(int status) throws Exception {
    answer(aResponse().withStatus(status));
    assertThat(call(address).getException()).isNull();
  }

  @Test
  void integrationIsNamedInTheLogAndSecretsAreNot() throws Exception {
    answer(aResponse().withStatus(500));
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:in")
                .routeId("cart-abandoned")
                .to(
                    "http://user:passw0rd@127.0.0.1:"
                        + TARGET.getPort()
                        + "/v4/events?k=s3cr3t&httpMethod=POST");
          }
        });
    ProblemException failure = failure(call("direct:in"));
    assertThat(failure.getMessage())
        .startsWith("integration 'cart-abandoned': target 127.0.0.1:")
        .doesNotContain("s3cr3t")
        .doesNotContain("passw0rd")
        .doesNotContain("/v4");
    assertThat(failure.problem().toString()).doesNotContain("127.0.0.1");
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void brokenConnectionIsUnreachableUnlessTheStatusWasTold(Fault fault) throws Exception {
    answer(aResponse().withStatus(200).withBody("x").withFault(fault));
    Exchange sent = call(address);
    if (fault == Fault.MALFORMED_RESPONSE_CHUNK) {
      assertThat(sent.getException()).isNull();
    } else {
      assertThat(failure(sent).problem().type()).isEqualTo("/problems/target-unreachable");
    }
    TARGET.verify(1, postRequestedFor(anyUrl()));
  }

  @Test
  void refusedConnectionAndUnknownNameAreUnreachable() throws Exception {
    ProblemException refused = failure(call("http://127.0.0.1:1/"));
    assertThat(refused.problem().type()).isEqualTo("/problems/target-unreachable");
    assertThat(refused.problem().status()).isEqualTo(502);
    assertThat(refused).hasMessageContaining("127.0.0.1:1 cannot be reached (");
    assertThat(failure(call("http://nowhere.invalid/")).problem().detail())
        .isEqualTo("the target's name is not known");
  }

  @Test
  void plainServerBehindHttpsIsUnreachable() throws Exception {
    ProblemException failure = failure(call("https://127.0.0.1:" + TARGET.getPort() + "/"));
    assertThat(failure.problem().type()).isEqualTo("/problems/target-unreachable");
  }

  @Test
  void silentTargetIsTimeout() throws Exception {
    answer(ok().withFixedDelay(5_000));
    ProblemException failure = failure(call(address + "&responseTimeout=300"));
    assertThat(failure.problem().type()).isEqualTo("/problems/target-timeout");
    assertThat(failure.problem().status()).isEqualTo(504);
    TARGET.verify(1, postRequestedFor(anyUrl()));
  }

  @Test
  void headersThatDripAreTimeout() throws Exception {
    try (RawTarget target =
        new RawTarget(
            out -> {
              out.write("HTTP/1.1 200 OK\r\nX: ".getBytes(US_ASCII));
              drip(out);
            })) {
      String drip = target.address() + SHORT;
      assertThat(failure(call(drip)).problem().type()).isEqualTo("/problems/target-timeout");
    }
  }

  @Test
  void headersWithoutEndAreUnreachable() throws Exception {
    try (RawTarget target =
        new RawTarget(
            out -> {
              out.write("HTTP/1.1 200 OK\r\n".getBytes(US_ASCII));
              while (true) {
                out.write("X: y\r\n".getBytes(US_ASCII));
              }
            })) {
      assertThat(failure(call(target.address())).problem().type())
          .isEqualTo("/problems/target-unreachable");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X: y",
        "Content-Length: 999999999999",
        "Transfer-Encoding: chunked\r\n\r\nfffffff"
      })
  void answerWithoutEndIsCutOffAndStillSuccess(String framing) throws Exception {
    AtomicLong written = new AtomicLong();
    try (RawTarget target =
        new RawTarget(
            out -> {
              out.write(("HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n").getBytes(US_ASCII));
              byte[] much = new byte[65536];
              while (true) {
                out.write(much);
                written.addAndGet(much.length);
              }
            })) {
      assertThat(call(target.address()).getException()).isNull();
      target.awaitHangUp();
      assertThat(written.get()).as("what buffers of sockets hold").isLessThan(32 << 20);
    }
  }

  @Test
  void bodyThatDripsIsCutOffAndStillSuccess() throws Exception {
    try (RawTarget target =
        new RawTarget(
            out -> {
              out.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n".getBytes(US_ASCII));
              drip(out);
            })) {
      String drip = target.address() + SHORT;
      assertThat(call(drip).getException()).isNull();
      target.awaitHangUp();
    }
  }

  @Test
  void connectionThatClosesWithoutAnswerIsUnreachable() throws Exception {
    try (RawTarget target = new RawTarget(out -> out.close())) {
      assertThat(failure(call(target.address())).problem().type())
          .isEqualTo("/problems/target-unreachable");
    }
  }

  @Test
  void connectionServesAgainAfterShortAnswer() throws Exception {
    try (RawTarget target =
        new RawTarget(
            out ->
                out.write("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc".getBytes(US_ASCII)))) {
      for (int i = 0; i < 5; i++) {
        assertThat(call(target.address()).getException()).isNull();
      }
      assertThat(target.connections()).isEqualTo(1);
    }
  }

  @Test
  void moreCallsThanConnectionsWaitForOne() throws Exception {
    answer(ok().withFixedDelay(50));
    ProducerTemplate template = camel.createProducerTemplate();
    IntStream.range(0, 16)
        .mapToObj(i -> template.asyncSend(address, this::fill))
        .toList()
        .forEach(sent -> assertThat(sent.join().getException()).isNull());
    TARGET.verify(16, postRequestedFor(anyUrl()));
  }

  @Test
  void controlHeadersOfTheRouteWork() throws Exception {
    TARGET.stubFor(put("/elsewhere").willReturn(ok()));
    Exchange sent =
        camel
            .createProducerTemplate()
            .send(
                "http://127.0.0.1:" + TARGET.getPort(),
                exchange -> {
                  fill(exchange);
                  exchange.getMessage().setHeader(Exchange.HTTP_METHOD, "PUT");
                  exchange.getMessage().setHeader(Exchange.HTTP_PATH, "/elsewhere");
                });
    assertThat(sent.getException()).isNull();
  }

  private void answer(ResponseDefinitionBuilder response) {
    TARGET.stubFor(post(anyUrl()).willReturn(response));
  }

  private Exchange call(String uri) {
    return camel.createProducerTemplate().send(uri, this::fill);
  }

  private void fill(Exchange exchange) {
    exchange.setProperty(
        Event.PROPERTY,
        new Event("event-1", "e", null, 0, "POST", Map.of("cookie", "a=b"), Map.of(), null));
    exchange.getMessage().setBody("{\"name\":\"Zoë\"}");
    exchange.getMessage().setHeader("Content-Type", "application/json");
    exchange.getMessage().setHeader("X-Shop", "1");
  }

  private static void drip(OutputStream out) throws IOException {
    while (true) {
      out.write('x');
      out.flush();
      LockSupport.parkNanos(50_000_000);
    }
  }

  private static LoggedRequest onlyRequest() {
    assertThat(TARGET.findAll(postRequestedFor(anyUrl()))).hasSize(1);
    return TARGET.findAll(postRequestedFor(anyUrl())).get(0);
  }

  private static ProblemException failure(Exchange sent) {
    assertThat(sent.getException()).isInstanceOf(ProblemException.class);
    return (ProblemException) sent.getException();
  }
}
