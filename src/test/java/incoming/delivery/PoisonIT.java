package incoming.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import incoming.history.Delivery;
import incoming.history.State;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events and templates that do harm: each event goes through or is a dead letter, once. */
class PoisonIT {
  private static final int KIB = 1024;

  @RegisterExtension
  static final WireMockExtension TARGET =
      WireMockExtension.newInstance()
          .options(options().dynamicPort().bindAddress("127.0.0.1"))
          .build();

  @TempDir static Path folder;
  static Deployment deployment;

  @BeforeAll
  static void start() {
    deployment =
        new Deployment(folder)
            .property("incoming.http.max-body", "2MiB")
            .integration("endless", Deployment.SOON, TARGET)
            .template(
                "endless",
                "[{% for a in range(1000) %}{% for b in range(1000) %}{% for c in range(1000) %}"
                    + "{{ a }},{% endfor %}{% endfor %}{% endfor %}0]")
            .integration("broken", Deployment.SOON, TARGET)
            .template("broken", "{\"n\": {{ request.body.n }}")
            .integration("whole", Deployment.SOON, TARGET)
            .template("whole", "{\"all\": {{ request.body }}}")
            .start();
  }

  @AfterAll
  static void stop() {
    deployment.close();
  }

  private static void assertDead(String name, String eventId) {
    Delivery delivery = deployment.await(eventId, State.DEAD);
    assertThat(delivery.attempts()).isEqualTo(1);
    assertThat(delivery.reason()).isNotBlank();
    Deployment.soon().until(() -> deployment.deliveries().waiting(name) == 0);
    TARGET.verify(0, postRequestedFor(urlPathEqualTo("/" + name)));
  }

  @Test
  void templateThatMeetsItsLimitsMakesDeadLetter() {
    assertDead("endless", deployment.accept("endless", 1));
  }

  @Test
  void renderedTextThatIsNoJsonMakesDeadLetter() {
    assertDead("broken", deployment.accept("broken", 1));
  }

  @Test
  void deepestEventThatIsAcceptedDoesNotStopTheNext() {
    TARGET.stubFor(post("/whole").willReturn(ok()));
    int depth = 1;
    while (depth < 4_096) {
      String body = "{\"n\":" + depth + ",\"deep\":" + "[".repeat(depth) + "]".repeat(depth) + "}";
      if (deployment.post("whole", body).statusCode() != 200) {
        break;
      }
      depth *= 2;
    }
    assertThat(depth).as("some depth is accepted").isGreaterThan(8);
    String last = deployment.accept("whole", 0);
    deployment.await(last, State.DELIVERED);
    Deployment.soon().until(() -> deployment.deliveries().waiting("whole") == 0);
  }

  @ParameterizedTest
  @ValueSource(ints = {99 * KIB, 101 * KIB, 300 * KIB, 1024 * KIB - 64})
  void largeEventGoesThrough(int size) {
    TARGET.stubFor(post("/whole").willReturn(ok()));
    String eventId =
        deployment.accept(
            "whole", "{\"n\":" + size + ",\"text\":\"" + "é".repeat(size / 2) + "\"}");
    Delivery delivery =
        Deployment.soon()
            .until(
                () -> deployment.deliveries().find(eventId).orElseThrow(),
                known -> known.state() == State.DELIVERED || known.state() == State.DEAD);
    assertThat(delivery.attempts()).isEqualTo(1);
    assertThat(delivery.state()).as(delivery.reason()).isEqualTo(State.DELIVERED);
    assertThat(TARGET.findAll(postRequestedFor(urlPathEqualTo("/whole"))))
        .singleElement()
        .satisfies(request -> assertThat(request.getBody().length).isGreaterThan(size));
    Deployment.soon().until(() -> deployment.deliveries().waiting("whole") == 0);
  }
}
