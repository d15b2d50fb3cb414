package incoming.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import incoming.history.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The delivery route changes while events are on their way. */
class DeliveryReloadIT {
  private static final int VERSIONS = 12;

  @RegisterExtension
  static final WireMockExtension TARGET =
      WireMockExtension.newInstance()
          .options(options().dynamicPort().bindAddress("127.0.0.1"))
          .build();

  @TempDir Path folder;
  private Deployment deployment;

  @BeforeEach
  void prepare() {
    TARGET.stubFor(post(urlPathMatching("/.*")).willReturn(ok()));
    deployment = new Deployment(folder);
  }

  @AfterEach
  void stop() {
    deployment.close();
  }

  private static String url(String path) {
    return "http://127.0.0.1:" + TARGET.getPort() + "/" + path;
  }

  private void version(int number) {
    deployment.integration("edited", Deployment.SOON, url("version-" + number));
  }

  @Test
  void everyEventIsDeliveredByVersionThatServed() {
    version(0);
    deployment.start();
    Queue<String> accepted = new ConcurrentLinkedQueue<>();
    AtomicBoolean enough = new AtomicBoolean();
    CompletableFuture<Void> sender =
        CompletableFuture.runAsync(
            () -> {
              for (int n = 0; !enough.get(); n++) {
                accepted.add(deployment.accept("edited", n));
              }
            });
    for (int version = 1; version <= VERSIONS; version++) {
      if (version % 3 == 0) {
        // Its target is refused when the route starts: this version never comes to serve.
        deployment.integration("edited", Deployment.SOON, "http://192.168.255.1/never");
        version++;
      }
      version(version);
      awaitCall("/version-" + version);
    }
    enough.set(true);
    sender.join();
    accepted.forEach(eventId -> deployment.await(eventId, State.DELIVERED));
    List<String> keys =
        TARGET.findAll(postRequestedFor(urlPathMatching("/version-.*"))).stream()
            .map(request -> request.getHeader("Idempotency-Key"))
            .toList();
    assertThat(keys).containsExactlyInAnyOrderElementsOf(accepted);
  }

  @Test
  void eventsOfDeletedFileWaitForItsReturn() throws IOException {
    version(0);
    deployment.start();
    deployment.deliveries().pause("edited");
    List<String> waiting = new ArrayList<>();
    for (int n = 0; n < 5; n++) {
      waiting.add(deployment.accept("edited", n));
    }
    deployment.delete("edited");
    Deployment.soon().until(() -> deployment.post("edited", "{\"n\":9}").statusCode() == 404);
    deployment.deliveries().resume("edited");
    deployment.restart();
    assertThat(deployment.deliveries().waiting("edited")).isGreaterThanOrEqualTo(5);
    TARGET.verify(0, postRequestedFor(urlPathMatching("/version-.*")));

    version(7);

    waiting.forEach(eventId -> deployment.await(eventId, State.DELIVERED));
    Deployment.soon().until(() -> deployment.deliveries().waiting("edited") == 0);
  }

  @Test
  void eventInWorkEndsWithItsVersionAndTheNextGoesWithTheNew() throws IOException {
    try (HeldTarget held = HeldTarget.on(0)) {
      deployment.integration("edited", Deployment.SOON, held.url()).start();
      String first = deployment.accept("edited", 1);
      Deployment.soon().until(() -> held.called().size() == 1);
      version(2);
      Deployment.soon()
          .until(() -> deployment.deliveries().preview(first).get(0).url().endsWith("/version-2"));
      String second = deployment.accept("edited", 2);
      deployment.await(second, State.DELIVERED);
      awaitCall("/version-2");
      assertThat(held.answered()).isEmpty();

      held.release();

      assertThat(deployment.await(first, State.DELIVERED).attempts()).isEqualTo(1);
      Deployment.soon().until(() -> held.answered().size() == 1);
      assertThat(calls("/version-2")).hasSize(1);
    }
  }

  @Test
  void eventsGoOnWithTheVersionBeforeWhenOneNoLongerDelivers() throws IOException {
    version(1);
    deployment.start();
    String text = Files.readString(deployment.file("edited.camel.yaml"));
    deployment.write(
        "edited.camel.yaml", text.substring(0, text.indexOf("- route:", text.indexOf("accept"))));
    Deployment.soon()
        .until(
            () -> deployment.app().manage("/observe/health").body(),
            is -> is.contains("nothing delivers"));
    deployment.await(deployment.accept("edited", 1), State.DELIVERED);
    assertThat(calls("/version-1")).hasSize(1);
  }

  private void awaitCall(String path) {
    Deployment.soon().until(() -> !calls(path).isEmpty());
  }

  private static List<LoggedRequest> calls(String path) {
    return TARGET.findAll(postRequestedFor(urlPathEqualTo(path)));
  }
}
