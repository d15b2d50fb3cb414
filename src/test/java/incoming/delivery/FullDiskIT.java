package incoming.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import incoming.history.State;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** There is no room, or no way to write, for another event. */
class FullDiskIT {
  private static final int SMALL = 60_000;
  private static final int LARGE = 900_000;
  private static final int MAX_BACKLOG = 64 << 20;

  @RegisterExtension
  static final WireMockExtension TARGET =
      WireMockExtension.newInstance()
          .options(options().dynamicPort().bindAddress("127.0.0.1").maxRequestJournalEntries(1))
          .build();

  @TempDir Path folder;

  private static void answer(int status) {
    TARGET.stubFor(post(urlPathMatching("/.*")).willReturn(aResponse().withStatus(status)));
  }

  /** Sends events until one is refused; answers the refusal. */
  private static HttpResponse<String> fill(Deployment deployment, List<String> accepted, int size) {
    String text = "x".repeat(size);
    for (long bytes = 0; bytes < 2 * MAX_BACKLOG; bytes += size) {
      HttpResponse<String> answer =
          deployment.post("full", "{\"n\":" + accepted.size() + ",\"text\":\"" + text + "\"}");
      if (answer.statusCode() != 200) {
        return answer;
      }
      accepted.add(Deployment.eventId(answer));
    }
    throw new AssertionError("all of " + accepted.size() + " events were accepted");
  }

  @Test
  void senderIsToldWhenTooMuchWaitsAndMayGoOnWhenItIsLess() {
    answer(503);
    List<String> accepted = new ArrayList<>();
    try (Deployment deployment =
        new Deployment(folder)
            .property("incoming.delivery.max-backlog", Integer.toString(MAX_BACKLOG))
            .integration("full", Deployment.SOON, TARGET)
            .start()) {
      HttpResponse<String> refusal = fill(deployment, accepted, LARGE);
      assertThat(refusal.statusCode()).isEqualTo(503);
      assertThat(refusal.body()).contains("/problems/backlog-full");
      assertThat(refusal.headers().firstValue("Retry-After")).isPresent();

      answer(200);

      accepted.forEach(eventId -> deployment.await(eventId, State.DELIVERED));
      Deployment.soon()
          .until(() -> deployment.post("full", "{\"n\":-1}").statusCode(), is -> is == 200);
    }
  }

  @Test
  void senderIsToldWhenTheDiskIsFull() {
    answer(200);
    try (Deployment deployment =
        new Deployment(folder)
            .property("incoming.delivery.min-free-disk", "1000000GiB")
            .integration("full", Deployment.SOON, TARGET)
            .start()) {
      HttpResponse<String> refusal = deployment.post("full", "{\"n\":1}");
      assertThat(refusal.statusCode()).isEqualTo(503);
      assertThat(refusal.body()).contains("/problems/disk-full");
      assertThat(refusal.headers().firstValue("Retry-After")).isPresent();

      deployment.property("incoming.delivery.min-free-disk", "0").restart();

      // What was refused was not taken for a duplicate.
      deployment.await(deployment.accept("full", 1), State.DELIVERED);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {SMALL, LARGE})
  void journalThatCannotBeWrittenLosesNothingThatWasAccepted(int size) throws IOException {
    answer(503);
    List<String> accepted = new ArrayList<>();
    try (Deployment deployment =
        new Deployment(folder).integration("full", Deployment.SOON, TARGET).start()) {
      accepted.add(deployment.accept("full", -1));
      Path journal = deployment.data("queue/journal");
      Path large = deployment.data("queue/large");
      Path journalAway = Files.move(journal, deployment.data("queue/journal-away"));
      Path largeAway = Files.move(large, deployment.data("queue/large-away"));
      Files.createFile(journal);
      Files.createFile(large);

      HttpResponse<String> refusal = fill(deployment, accepted, size);

      assertThat(refusal.statusCode()).isEqualTo(503);
      assertThat(refusal.body()).contains("/problems/queue-unavailable");
      assertThat(refusal.headers().firstValue("Retry-After")).isPresent();
      int refused = accepted.size();
      Files.delete(journal);
      Files.delete(large);
      Files.move(journalAway, journal);
      Files.move(largeAway, large);
      answer(200);

      Deployment.soon()
          .until(
              () -> deployment.post("full", "{\"n\":" + refused + "}").statusCode(),
              is -> is == 200 || is == 204);
      accepted.forEach(eventId -> deployment.await(eventId, State.DELIVERED));
    }
  }
}
