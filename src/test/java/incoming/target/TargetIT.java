package incoming.target;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import incoming.address.AddressRange;
import incoming.event.Event;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.DnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetIT {
  @RegisterExtension
  static final WireMockExtension TARGET =
      WireMockExtension.newInstance()
          .options(wireMockConfig().dynamicPort().dynamicHttpsPort().bindAddress("127.0.0.1"))
          .build();

  private static final String SHORT =
      "?connectTimeout=500&connectionRequestTimeout=500&responseTimeout=1000";

  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  private static final AllowedHosts LOOPBACK =
      new AllowedHosts(
          List.of(
              new AllowedHosts.Entry(null, AddressRange.parse("127.0.0.1"), 0),
              new AllowedHosts.Entry("localhost", null, 0)));

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final String address =
      "http://127.0.0.1:" + TARGET.getPort() + "/v4/events?secret=s3cr3t&httpMethod=POST";

  @BeforeEach
  void start() {
    TargetComponent component =
        new TargetComponent(
            new TargetSettings(Duration.ofSeconds(5), Duration.ofSeconds(10), 8, 4, 1024, LOOPBACK),
            Credentials.none(),
            Clock.fixed(NOW, ZoneOffset.UTC),
            new AnyNameIsLoopback());
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
  @ValueSource(
      ints = {300, 301, 302, 303, 307, 308, 400, 401, 404, 408, 409, 425, 429, 500, 502, 503})
  void everyStatusOutside2xxIsOneRequestAndRefused(int status) throws Exception {
    answer(
        aResponse()
            .withStatus(status)
            .withHeader("Location", "http://127.0.0.1:" + TARGET.getPort() + "/elsewhere")
            .withHeader("WWW-Authenticate", "Basic realm=\"x\"")
            .withHeader("Retry-After", "0")
            .withBody("secret of the target"));
    CallFailure failure = failure(call(address));
    assertThat(failure.problem().type()).isEqualTo("/problems/target-refused");
    assertThat(failure.problem().status()).isEqualTo(502);
    assertThat(failure.problem().detail()).isEqualTo("the target answered with status " + status);
    boolean retryable = Set.of(408, 425, 429, 500, 502, 503).contains(status);
    assertThat(failure.isRetryable()).isEqualTo(retryable);
    assertThat(failure.problem().retry()).isEqualTo(retryable);
    assertThat(failure.problem().headers().containsKey("Retry-After")).isEqualTo(retryable);
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
                .to("http://127.0.0.1:" + TARGET.getPort() + "/v4/events?k=s3cr3t&httpMethod=POST");
          }
        });
    CallFailure failure = failure(call("direct:in"));
    assertThat(failure.getMessage())
        .startsWith("integration 'cart-abandoned': target 127.0.0.1:")
        .doesNotContain("s3cr3t")
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
    CallFailure refused = failure(call("http://127.0.0.1:1/"));
    assertThat(refused.problem().type()).isEqualTo("/problems/target-unreachable");
    assertThat(refused.problem().status()).isEqualTo(502);
    assertThat(refused)
        .hasMessageContaining("127.0.0.1:1 cannot be reached: the connection was refused");
    assertThat(failure(call("http://nowhere.invalid/")).problem().detail())
        .isEqualTo("the target's name is not known");
  }

  @Test
  void plainServerBehindHttpsIsUnreachable() throws Exception {
    CallFailure failure = failure(call("https://127.0.0.1:" + TARGET.getPort() + "/"));
    assertThat(failure.problem().type()).isEqualTo("/problems/target-unreachable");
  }

  @Test
  void silentTargetIsTimeout() throws Exception {
    answer(ok().withFixedDelay(5_000));
    CallFailure failure = failure(call(address + "&responseTimeout=300"));
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
  void callThatFindsNoFreeConnectionIsNotTheTargetsDoing() throws Exception {
    CountDownLatch calls = new CountDownLatch(4);
    CompletableFuture<Void> end = new CompletableFuture<>();
    try (RawTarget target =
        new RawTarget(
            out -> {
              calls.countDown();
              end.join();
              out.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII));
            })) {
      ProducerTemplate template = camel.createProducerTemplate();
      List<CompletableFuture<Exchange>> sent =
          IntStream.range(0, 4)
              .mapToObj(i -> template.asyncSend(target.address(), this::fill))
              .toList();
      calls.await();
      Exchange fifth = call(target.address() + "?connectionRequestTimeout=100");
      assertThat(failure(fifth).origin()).isEqualTo(CallFailure.Origin.HERE);
      assertThat(failure(fifth).problem().type()).isEqualTo("/problems/no-free-connection");
      assertThat(Call.of(fifth).failure()).startsWith("all connections are in use");
      end.complete(null);
      sent.forEach(call -> assertThat(call.join().getException()).isNull());
    }
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

  @Test
  void callIsLeftBehindAfterSuccess() throws Exception {
    answer(ok("{\"id\":1}").withHeader("Content-Type", "application/json"));
    Call call = Call.of(call(address));
    assertThat(call.method()).isEqualTo("POST");
    assertThat(call.address()).isEqualTo("http://127.0.0.1:" + TARGET.getPort() + "/v4/events");
    assertThat(call.startedAt()).isEqualTo(NOW.toEpochMilli());
    assertThat(call.status()).isEqualTo(200);
    assertThat(call.failure()).isNull();
    assertThat(call.answer()).isEqualTo("{\"id\":1}");
  }

  @Test
  void callIsLeftBehindAfterRefusalWithTwoKibibytesOfTheAnswer() throws Exception {
    answer(aResponse().withStatus(400).withBody("ë".repeat(5000)));
    Call call = Call.of(call(address));
    assertThat(call.status()).isEqualTo(400);
    assertThat(call.failure()).isNull();
    assertThat(call.answer()).matches("ë+").hasSizeLessThanOrEqualTo(1024);
  }

  @Test
  void callIsLeftBehindWhenThereIsNoAnswer() throws Exception {
    Call call = Call.of(call("http://127.0.0.1:1/path?k=s3cr3t"));
    assertThat(call.address()).isEqualTo("http://127.0.0.1:1/path");
    assertThat(call.status()).isZero();
    assertThat(call.failure()).isEqualTo("the connection was refused");
    assertThat(call.answer()).isEmpty();
  }

  @Test
  void retryAfterIsToldToTheDelivery() throws Exception {
    answer(aResponse().withStatus(429).withHeader("Retry-After", "120"));
    assertThat(failure(call(address)).retryAfter()).contains(Duration.ofMinutes(2));
    answer(aResponse().withStatus(503).withHeader("Retry-After", "Sun, 22 Nov 2026 10:00:30 GMT"));
    assertThat(failure(call(address)).retryAfter()).contains(Duration.ofSeconds(30));
    answer(aResponse().withStatus(500).withHeader("Retry-After", "120"));
    assertThat(failure(call(address)).retryAfter()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE"})
  void methodWithBodySendsIt(String method) throws Exception {
    TARGET.stubFor(any(anyUrl()).willReturn(ok()));
    String uri = "http://127.0.0.1:" + TARGET.getPort() + "/x?httpMethod=" + method;
    assertThat(call(uri).getException()).isNull();
    LoggedRequest request = TARGET.findAll(anyRequestedFor(anyUrl())).get(0);
    assertThat(request.getMethod().value()).isEqualTo(method);
    assertThat(request.getUrl()).isEqualTo("/x");
    assertThat(request.getBodyAsString()).isEqualTo("{\"name\":\"Zoë\"}");
    assertThat(request.getHeader("Content-Type")).isEqualTo("application/json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE"})
  void methodSendsNoBodyWhereThereIsNoText(String method) throws Exception {
    TARGET.stubFor(any(anyUrl()).willReturn(ok()));
    String uri = "http://127.0.0.1:" + TARGET.getPort() + "/x?httpMethod=" + method;
    Exchange sent =
        camel
            .createProducerTemplate()
            .send(
                uri,
                exchange -> {
                  fill(exchange);
                  exchange.getMessage().setBody(Map.of("an", "event"));
                });
    assertThat(sent.getException()).isNull();
    LoggedRequest request = TARGET.findAll(anyRequestedFor(anyUrl())).get(0);
    assertThat(request.getMethod().value()).isEqualTo(method);
    assertThat(request.getBody()).isEmpty();
    assertThat(request.getHeaders().keys()).doesNotContain("Transfer-Encoding");
  }

  @Test
  void getSendsNoRenderedText() throws Exception {
    TARGET.stubFor(any(anyUrl()).willReturn(ok()));
    call("http://127.0.0.1:" + TARGET.getPort() + "/x?httpMethod=GET");
    assertThat(TARGET.findAll(anyRequestedFor(anyUrl())).get(0).getBody()).isEmpty();
  }

  @Test
  void urlTakesValuesOfTheEvent() throws Exception {
    TARGET.stubFor(any(anyUrl()).willReturn(ok()));
    Exchange sent =
        call(
            "http://127.0.0.1:"
                + TARGET.getPort()
                + "/v1/{body.order.id}/{headers[\"x-shop\"]}?httpMethod=PUT&a=1"
                + "&source=web-{query.src}");
    assertThat(sent.getException()).isNull();
    assertThat(TARGET.findAll(anyRequestedFor(anyUrl())).get(0).getUrl())
        .isEqualTo("/v1/A%2F..%3Fx%23/s%20h%C3%B6p?a=1&source=web-1%262");
    assertThat(Call.of(sent).address()).endsWith("/v1/A%2F..%3Fx%23/s%20h%C3%B6p");
  }

  @Test
  void valueThatTheEventLacksIsNotWorthARetryAndCallsNobody() throws Exception {
    Exchange sent =
        call("http://127.0.0.1:" + TARGET.getPort() + "/{body.order.no}?httpMethod=POST");
    assertThat(failure(sent).problem().detail())
        .isEqualTo("the URL needs body.order.no, which the event does not have");
    assertThat(failure(sent).isRetryable()).isFalse();
    assertThat(Call.of(sent).failure())
        .isEqualTo("the URL needs body.order.no, which the event does not have");
    TARGET.verify(0, anyRequestedFor(anyUrl()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://{body.host}/x?httpMethod=POST | scheme, host and port of a target are fixed",
        "http://x.{body.host}:80/x?httpMethod=POST | scheme, host and port of a target are fixed",
        "http://{body.u}@x.example/?httpMethod=POST | scheme, host and port of a target are fixed",
        "http://x.example/?httpMethod={method} | the option 'httpMethod' is fixed",
        "http://x.example/?{body.k}=1&httpMethod=POST | the name '{body.k}' in the query is fixed",
        "http://x.example/{body.id} | needs its method",
        "http://x.example/{bdy.id}?httpMethod=POST | \"{bdy.id}\", character 2: a name begins with",
        "http://x.example/{body.id?httpMethod=POST | has no closing }",
        "http://anna:pw@x.example/ | a user name and a password in an address are not sent",
        "http://my_host/ | 'my_host' is no host",
        "http://x.example/?proxyHost=127.0.0.1 | the option 'proxyHost' cannot be used here",
        "http://x.example/?followRedirects=true | the option 'followRedirects' cannot be used here",
        "http://x.example/?httpClient.redirectsEnabled=true | the option 'httpClient.",
        "http://x.example/?authPassword=x | 'authPassword' is not sent; declare credentials and write",
        "http://x.example/?oauth2ClientId=x | 'oauth2ClientId' is not sent; declare credentials",
        "http://x.example/?useSystemProperties=true | the option 'useSystemProperties' cannot",
        "http://10.0.0.1/ | '10.0.0.1' is a private address; allow it with",
        "http://[::ffff:10.0.0.1]/ | :10.0.0.1]' is a private address; allow it with",
        "http://2130706433/ | '2130706433' is an address in an unusual form",
        "http://metadata.google.internal/ | is a cloud metadata service; allow it with",
        "https://169.254.169.254/latest | '169.254.169.254' is a cloud metadata address"
      })
  void wrongTargetKeepsTheEndpointFromBeingCreated(String uri, String reason) {
    assertThatThrownBy(() -> camel.getEndpoint(uri)).hasStackTraceContaining(reason);
  }

  @Test
  void nameThatResolvesToLoopbackIsRefusedAndNotWorthARetry() throws Exception {
    TARGET.stubFor(any(anyUrl()).willReturn(ok()));
    // The address would be allowed; the guard of this one allows nothing.
    TargetComponent strict =
        new TargetComponent(
            new TargetSettings(
                Duration.ofSeconds(5),
                Duration.ofSeconds(10),
                8,
                4,
                1024,
                new AllowedHosts(List.of())),
            Credentials.none(),
            Clock.fixed(NOW, ZoneOffset.UTC),
            new AnyNameIsLoopback());
    camel.removeComponent("https");
    camel.removeComponent("http");
    camel.addComponent("http", strict);
    Exchange sent = call("http://rebind.example:" + TARGET.getPort() + "/?httpMethod=POST");
    assertThat(failure(sent).isRetryable()).isFalse();
    assertThat(failure(sent).problem().type()).isEqualTo("/problems/target-not-allowed");
    assertThat(failure(sent).problem().toString()).doesNotContain("127.0.0.1");
    assertThat(failure(sent))
        .hasMessageContaining(
            "'rebind.example' is 127.0.0.1, a loopback address; allow it with"
                + " incoming.delivery.allow-hosts");
    assertThat(Call.of(sent).failure()).contains("is 127.0.0.1, a loopback address");
    TARGET.verify(0, anyRequestedFor(anyUrl()));
  }

  @Test
  void redirectIsNotFollowed() throws Exception {
    answer(
        aResponse()
            .withStatus(307)
            .withHeader("Location", "http://127.0.0.1:" + TARGET.getPort() + "/elsewhere"));
    Exchange sent = call(address);
    assertThat(failure(sent).isRetryable()).isFalse();
    assertThat(Call.of(sent).status()).isEqualTo(307);
    TARGET.verify(1, anyRequestedFor(anyUrl()));
  }

  @Test
  void proxyOfCamelsGlobalOptionsIsNotUsed() throws Exception {
    camel.getGlobalOptions().put("http.proxyHost", "127.0.0.1");
    camel.getGlobalOptions().put("http.proxyPort", "1");
    answer(ok());
    assertThat(call(address).getException()).isNull();
  }

  @Test
  void uriHeaderCannotChangeTheHost() throws Exception {
    answer(ok());
    Exchange sent =
        camel
            .createProducerTemplate()
            .send(
                address,
                exchange -> {
                  fill(exchange);
                  exchange.getMessage().setHeader(Exchange.HTTP_URI, "http://127.0.0.1:1/evil");
                });
    assertThat(sent.getException()).isNull();
    assertThat(onlyRequest().getUrl()).isEqualTo("/v4/events?secret=s3cr3t");
  }

  @Test
  void placeholderInAPathHeaderIsNotResolved() throws Exception {
    TARGET.stubFor(any(anyUrl()).willReturn(ok()));
    Exchange sent =
        camel
            .createProducerTemplate()
            .send(
                "http://127.0.0.1:" + TARGET.getPort() + "?httpMethod=POST",
                exchange -> {
                  fill(exchange);
                  exchange.getMessage().setHeader(Exchange.HTTP_PATH, "/{{env:PATH}}");
                });
    assertThat(sent.getException()).isNull();
    assertThat(onlyRequest().getUrl()).isEqualTo("/%7B%7Benv:PATH%7D%7D");
  }

  @Test
  void headersOfTheConnectionCannotBeSetByTheMessage() throws Exception {
    answer(ok());
    Exchange sent =
        camel
            .createProducerTemplate()
            .send(
                address,
                exchange -> {
                  fill(exchange);
                  Message message = exchange.getMessage();
                  message.setHeader("Host", "evil.example");
                  message.setHeader("Content-Length", "1");
                  message.setHeader("transfer-encoding", "chunked");
                  message.setHeader("Connection", "close");
                  message.setHeader("Upgrade", "h2c");
                  message.setHeader("CamelFoo", "x");
                  message.setHeader("X-Wide", "a\u560aX-Evil: 1\u560d");
                });
    assertThat(sent.getException()).isNull();
    HttpHeaders headers = onlyRequest().getHeaders();
    assertThat(headers.keys())
        .doesNotContain("X-Evil", "CamelFoo", "Upgrade", "transfer-encoding", "Transfer-Encoding");
    assertThat(headers.getHeader("Host").values()).containsExactly("127.0.0.1:" + TARGET.getPort());
    assertThat(headers.getHeader("Connection").values()).containsExactly("keep-alive");
  }

  @Test
  void certificateOfNobodyIsToldApart() throws Exception {
    TARGET.stubFor(any(anyUrl()).willReturn(ok()));
    Exchange sent =
        call("https://localhost:" + TARGET.getRuntimeInfo().getHttpsPort() + "/?httpMethod=POST");
    assertThat(failure(sent).isRetryable()).isTrue();
    assertThat(Call.of(sent).failure()).isEqualTo("the certificate is not trusted");
  }

  @Test
  void plainServerBehindHttpsIsToldApart() throws Exception {
    Exchange sent = call("https://127.0.0.1:" + TARGET.getPort() + "/?httpMethod=POST");
    assertThat(Call.of(sent).failure()).isEqualTo("the TLS handshake failed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | the connection was closed early",
        "HTTP/1.1 20 | the answer cannot be read as HTTP",
        "HTTP/1.1 200 OK\\r\\n | the connection was closed early",
        "HTTP/1.1 200 OK\\r\\nX: | the connection was closed early",
        "SSH-2.0-OpenSSH_9.6\\r\\n | the answer cannot be read as HTTP",
        "\\0\\1\\2\\r\\n\\r\\n | the answer cannot be read as HTTP"
      })
  void halfAnswerIsRetryable(String bytes, String words) throws Exception {
    byte[] answer = bytes.translateEscapes().getBytes(US_ASCII);
    try (RawTarget target =
        new RawTarget(
            out -> {
              out.write(answer);
              out.close();
            })) {
      Exchange sent = call(target.address());
      assertThat(failure(sent).isRetryable()).isTrue();
      assertThat(failure(sent).problem().type()).isEqualTo("/problems/target-unreachable");
      assertThat(Call.of(sent).failure()).isEqualTo(words);
    }
  }

  @Test
  void previewIsNotedAndNotSent() throws Exception {
    Exchange sent =
        camel
            .createProducerTemplate()
            .send(
                "http://nowhere.example/{body.order.id}?httpMethod=PUT&api_key=s3cr3t&a=1",
                exchange -> {
                  fill(exchange);
                  exchange.getMessage().setHeader("Authorization", "Bearer s3cr3t");
                  OutgoingRequest.preview(exchange);
                });
    assertThat(sent.getException()).isNull();
    assertThat(Call.of(sent)).isNull();
    OutgoingRequest request = OutgoingRequest.of(sent).get(0);
    assertThat(request.method()).isEqualTo("PUT");
    assertThat(request.url()).isEqualTo("http://nowhere.example/A%2F..%3Fx%23?a=1&api_key=***");
    assertThat(request.headers())
        .contains(
            Map.entry("Authorization", "***"),
            Map.entry("Idempotency-Key", "event-1"),
            Map.entry("Content-Type", "application/json"),
            Map.entry("X-Shop", "1"));
    assertThat(request.body()).isEqualTo("{\"name\":\"Zoë\"}");
    assertThat(request.toString()).doesNotContain("s3cr3t");
  }

  /** Rebinding at its worst: whatever the name, it is this machine; but one is unknown. */
  private static final class AnyNameIsLoopback implements DnsResolver {
    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      if (host.endsWith(".invalid")) {
        throw new UnknownHostException(host);
      }
      return new InetAddress[] {InetAddress.getByAddress(new byte[] {127, 0, 0, 1})};
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
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
        new Event(
            "event-1",
            "e",
            null,
            0,
            "POST",
            Map.of("cookie", "a=b", "x-shop", "s höp"),
            Map.of("src", "1&2"),
            Map.of("order", Map.of("id", "A/..?x#"))));
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

  private static CallFailure failure(Exchange sent) {
    assertThat(sent.getException()).isInstanceOf(CallFailure.class);
    return (CallFailure) sent.getException();
  }
}
