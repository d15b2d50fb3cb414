package incoming.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.net.SocketAddress;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private final Request request =
      new Request(
          "POST",
          "/in/x",
          null,
          MultiMap.caseInsensitiveMultiMap(),
          "sent".getBytes(UTF_8),
          0,
          SocketAddress.inetSocketAddress(50000, "192.0.2.7"));
  private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

  AnswersTest() {
    exchange.getIn().setBody(request.body());
  }

  private Answer answer() {
    return Answers.of(exchange, request);
  }

  @Test
  void promisedAnswerHidesWhatTheMessageCarries() {
    Answer promised = Answer.json(200, "{}".getBytes(UTF_8));
    Answer.promise(exchange, promised);
    exchange.getMessage().setBody("from the target");
    exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 418);
    exchange.getMessage().setHeader("Set-Cookie", "a=b");

    assertThat(answer()).isSameAs(promised);
  }

  @Test
  void duplicateAnswers204WithoutABody() {
    Answer.promise(exchange, Answer.json(200, "{}".getBytes(UTF_8)));
    exchange.setProperty(Exchange.DUPLICATE_MESSAGE, true);

    assertThat(answer().status()).isEqualTo(204);
    assertThat(answer().body()).isEmpty();
    assertThat(answer().outcome()).isEqualTo(Outcome.DUPLICATE);
  }

  @Test
  void routeThatSets204ItselfIsNoDuplicate() {
    exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 204);

    assertThat(answer().outcome()).isEqualTo(Outcome.ACCEPTED);
  }

  @Test
  void errorThatARouteSetsItselfIsCountedAsTheRoutes() {
    exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 422);

    assertThat(answer().outcome()).isEqualTo(new Outcome(Outcome.Kind.REFUSED, "route"));
  }

  @Test
  void refusalWinsOverThePromise() {
    Answer.promise(exchange, Answer.of(200));
    Answer.refuse(exchange, Problem.of(401, "x", "x", "x"));

    assertThat(answer().status()).isEqualTo(401);
    assertThat(exchange.isRouteStop()).isTrue();
  }

  @Test
  void failureWinsOverEverything() {
    Answer.promise(exchange, Answer.of(200));
    exchange.setProperty(Exchange.DUPLICATE_MESSAGE, true);
    exchange.setException(new IllegalStateException("inner detail"));

    assertThat(answer().status()).isEqualTo(500);
    assertThat(new String(answer().body(), UTF_8)).doesNotContain("inner detail", "IllegalState");
  }

  @Test
  void problemIsFoundHoweverDeepItIsWrapped() {
    Problem problem = Problem.of(502, "x", "x", "x");
    exchange.setException(
        new IllegalStateException(
            new RuntimeException(new ProblemException(problem, "for the log"))));

    assertThat(answer().status()).isEqualTo(502);
    assertThat(new String(answer().body(), UTF_8)).doesNotContain("for the log");
  }

  @Test
  void promiseIsNotKeptByHandlingTheFailure() {
    Answer.promise(exchange, Answer.of(200));
    exchange.setProperty(
        Exchange.EXCEPTION_CAUGHT,
        new ProblemException(Problem.of(502, "x", "x", "x"), "for the log"));
    exchange.getExchangeExtension().setFailureHandled(true);

    assertThat(answer().status()).isEqualTo(502);
  }

  @Test
  void routeWithoutAPromiseMayHandleItsFailureItself() {
    exchange.getMessage().setBody("sorry");
    exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IllegalStateException("x"));
    exchange.getExchangeExtension().setFailureHandled(true);

    assertThat(answer().body()).isEqualTo("sorry".getBytes(UTF_8));
  }

  @Test
  void routeWithoutAPromiseAnswersWithItsMessage() {
    exchange.getMessage().setBody("made here");
    exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, "202");
    exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "text/csv");
    exchange.getMessage().setHeader("X-Inner", "1");

    assertThat(answer().status()).isEqualTo(202);
    assertThat(answer().headers()).isEqualTo(Map.of("Content-Type", "text/csv"));
    assertThat(answer().body()).isEqualTo("made here".getBytes(UTF_8));
  }

  @Test
  void bodyThatWasSentIsNeverSentBack() {
    assertThat(answer().status()).isEqualTo(200);
    assertThat(answer().body()).isEmpty();
  }
}
