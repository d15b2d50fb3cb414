package incoming.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incoming.config.Settings;
import incoming.event.Events;
import incoming.http.DoorComponent;
import incoming.http.DoorSettings;
import incoming.http.EndpointTable;
import incoming.http.Problem;
import incoming.route.IncomingComponent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a node does about what another one, or anybody else, has written. */
class NeighboursTest {
  private static final Sample SAMPLE = new Sample(Events.of("x"));
  private static final String ENDPOINT = SAMPLE.event().endpointId();

  private final FakeRemoteCache windows = new FakeRemoteCache();
  private final FakeRemoteCache samples = new FakeRemoteCache();
  private final EndpointTable table = new EndpointTable();
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final List<String> kept = new ArrayList<>();
  private final Waiting waiting = new Waiting();

  /** An hour before the clock of the other node. */
  private Instant now = Instant.parse("2026-10-01T12:00:00Z");

  private final SharedWindows other = shared(Instant.parse("2026-10-01T13:00:00Z"));
  private final SharedWindows mine = shared(now);
  private final OpenWindows open =
      new OpenWindows(
          table.lookout(),
          new DraftEndpoints(camel, table, this::door),
          (endpointId, sample) -> kept.add(endpointId),
          mine,
          Runnable::run);
  private final Neighbours neighbours = new Neighbours(mine, open, camel, table::serves, () -> now);

  private SharedWindows shared(Instant clock) {
    return new SharedWindows(
        new NodeCaches(name -> (name.equals("windows") ? windows : samples).cache()), () -> clock);
  }

  private DoorComponent door() {
    return new DoorComponent(table, DoorSettings.read(new Settings(Map.of())), 0);
  }

  @BeforeEach
  void look() throws Refusal {
    Properties secrets = new Properties();
    secrets.put("secret", "t0ps3cret");
    camel.getPropertiesComponent().setOverrideProperties(secrets);
    camel.addComponent(
        "incoming", new IncomingComponent(Map.of("flatten", options -> exchange -> {}), null));
    camel.start();
    other.look();
    neighbours.look();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  private static Notice notice(Optional<Front> draft) {
    return new Notice(
        ENDPOINT,
        UUID.randomUUID(),
        Instant.parse("2026-10-01T13:00:00Z").plus(Windows.LENGTH),
        draft,
        Optional.empty());
  }

  private Window opened(Notice notice) throws Refusal {
    other.open(notice);
    neighbours.look();
    Window window = open.at(ENDPOINT).orElseThrow();
    window.join(waiting);
    return window;
  }

  @Test
  void windowOfAnotherNodeIsOpenHereByTheClockOfThisOne() throws Refusal {
    Window window = opened(notice(Optional.empty()));

    assertThat(window.notice().until()).isEqualTo(now.plus(Windows.LENGTH));
    neighbours.look();
    assertThat(open.all()).containsExactly(window);
  }

  @Test
  void whatAnotherNodeHasCaughtIsToldAndKeptOnce() throws Refusal {
    Notice notice = notice(Optional.empty());
    opened(notice);
    other.take(notice, SAMPLE);
    neighbours.look();
    neighbours.look();

    assertThat(waiting.told()).containsExactly("Opened", "Caught");
    assertThat(waiting.caught()).isEqualTo(SAMPLE);
    assertThat(kept).containsExactly(ENDPOINT);
  }

  @Test
  void windowThatTheServersHaveForgottenIsOver() throws Refusal {
    opened(notice(Optional.empty()));
    windows.entries.clear();
    neighbours.look();

    assertThat(waiting.told()).containsExactly("Opened", "Over");
    assertThat(open.all()).isEmpty();
  }

  @Test
  void refusalOfAnotherNodeIsToldOnce() throws Refusal {
    Notice notice = notice(Optional.empty());
    opened(notice);
    other.refused(notice, Problem.of(401, "denied", "No", "no"));
    neighbours.look();
    neighbours.look();

    assertThat(waiting.told()).containsExactly("Opened", "Refused /problems/denied");
  }

  @Test
  void draftThatCannotBeServedHereIsToldWithoutTheSecretsOfThisNode() throws Refusal {
    Front front =
        new Front("orders", "platform-http:/in/" + ENDPOINT + "?maxBodySize={{secret}}", List.of());
    opened(notice(Optional.of(front)));

    View seen = other.look();
    assertThat(seen.refusals())
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.problem().type()).isEqualTo("/problems/draft-not-served");
              assertThat(told.problem().detail())
                  .contains("{{secret}}")
                  .doesNotContain("t0ps3cret");
            });
    assertThat(open.at(ENDPOINT)).isPresent();
  }

  @Test
  void moreWindowsThanThereMayBeAreNotWatched() throws Refusal {
    String entry =
        new String(NoticeFormat.write(notice(Optional.empty())), UTF_8)
            .replaceAll("[0-9a-f-]{36}", "%s");
    for (int i = 0; i < 150; i++) {
      windows.write("window/e" + i, entry.formatted(UUID.randomUUID()).getBytes(UTF_8));
    }
    neighbours.look();

    assertThat(open.all()).hasSize(Windows.MOST);
  }

  @Test
  void windowsStayWhileNobodyCanBeAsked() throws Refusal {
    Window window = opened(notice(Optional.empty()));
    windows.reachable = false;

    assertThatThrownBy(neighbours::look).isInstanceOf(Refusal.class);
    assertThat(open.all()).containsExactly(window);

    now = now.plus(Windows.LENGTH);
    open.sweep(now);
    assertThat(waiting.told()).containsExactly("Opened", "Over");
  }
}
