package incoming.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import incoming.history.State;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A folder with more integrations than a machine has threads to give. */
class ManyIntegrationsIT {
  private static final int EVENTS = 100;

  @RegisterExtension
  static final WireMockExtension TARGET =
      WireMockExtension.newInstance()
          .options(options().dynamicPort().bindAddress("127.0.0.1"))
          .build();

  @TempDir Path folder;

  @Test
  void threadsDoNotGrowWithIntegrations() {
    TARGET.stubFor(post(urlPathMatching("/.*")).willReturn(ok()));
    int few = threads(10);
    int many = threads(1_000);
    assertThat(many - few).isLessThan(100);
  }

  /** Runs so many integrations, delivers some events, and counts the threads of all this. */
  private int threads(int integrations) {
    Deployment deployment = new Deployment(folder);
    List<String> names = IntStream.range(0, integrations).mapToObj(n -> "many-" + n).toList();
    names.forEach(name -> deployment.integration(name, Deployment.SOON, TARGET));
    try (deployment) {
      deployment.start();
      List<String> accepted =
          IntStream.range(0, EVENTS)
              .mapToObj(n -> deployment.accept(names.get(n % integrations), integrations + n))
              .toList();
      accepted.forEach(eventId -> deployment.await(eventId, State.DELIVERED));
      return Thread.getAllStackTraces().size();
    }
  }
}
