package incoming.sample;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incoming.event.Events;
import incoming.http.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SharedWindowsTest {
  private static final Problem DENIED = Problem.of(403, "denied", "No", "no");

  private final FakeRemoteCache windows = new FakeRemoteCache();
  private final FakeRemoteCache samples = new FakeRemoteCache();
  private Instant now = Instant.parse("2026-10-01T12:00:00Z");
  private final SharedWindows one = node();
  private final SharedWindows two = node();
  private final Sample sample = new Sample(Events.of("x"));
  private final Notice notice = notice(sample.event().endpointId());

  private SharedWindows node() {
    return new SharedWindows(
        new NodeCaches(name -> (name.equals("windows") ? windows : samples).cache()), () -> now);
  }

  private Notice notice(String endpointId) {
    return new Notice(
        endpointId,
        UUID.randomUUID(),
        now.plus(Windows.LENGTH),
        Optional.of(new Front("orders", "platform-http:/in/" + endpointId, List.of())),
        Optional.empty());
  }

  @BeforeEach
  void look() throws Refusal {
    one.look();
    two.look();
  }

  @Test
  void windowIsKnownToEveryNodeForAsLongAsItIsOpen() throws Refusal {
    now = now.plusSeconds(30);
    assertThat(one.open(notice)).isEqualTo(notice);

    assertThat(two.look().notices()).containsExactly(notice);
    assertThat(two.find(notice.endpointId()))
        .contains(new WindowState(notice.until(), Optional.empty()));
    assertThat(windows.lifespans.values()).containsExactly(60_000L);
  }

  @Test
  void oneWindowIsOpenAtAnEndpoint() throws Refusal {
    one.open(notice);

    assertThat(two.open(notice(notice.endpointId()))).isEqualTo(notice);
    assertThat(one.open(notice))
        .as("the same again, as when a cluster tries twice")
        .isSameAs(notice);
  }

  @Test
  void windowThatHasCaughtGivesWayToAnother() throws Refusal {
    one.open(notice);
    one.take(notice, sample);
    Notice next = notice(notice.endpointId());

    assertThat(two.open(next)).isEqualTo(next);
    assertThat(one.take(notice, sample)).isFalse();
    assertThat(one.take(next, sample)).isTrue();
  }

  @Test
  void hundredWindowsAreOpenOnAllNodesTogether() throws Refusal {
    for (int i = 0; i < Windows.MOST; i++) {
      (i % 2 == 0 ? one : two).open(notice("e" + i));
    }

    assertThatThrownBy(() -> one.open(notice)).hasMessageContaining("100 windows are open");
    assertThat(two.look().notices()).hasSize(Windows.MOST);
    assertThat(two.open(notice("e7"))).isNotNull();
  }

  @Test
  void firstOfTwoNodesCatches() throws Refusal {
    one.open(notice);

    assertThat(two.take(notice, sample)).isTrue();
    assertThat(one.take(notice, new Sample(Events.of("y")))).isFalse();

    Notice caught = one.look().notices().get(0);
    assertThat(one.sample(caught)).contains(sample);
    assertThat(one.find(notice.endpointId()).orElseThrow().caught()).contains(sample);
    assertThat(samples.entries).hasSize(1);
  }

  @Test
  void nodeThatIsOvertakenBetweenLookAndChangeHasNotCaught() throws Refusal {
    one.open(notice);
    windows.meanwhile =
        () -> {
          try {
            assertThat(two.take(notice, sample)).isTrue();
          } catch (Refusal e) {
            throw new IllegalStateException(e);
          }
        };

    assertThat(one.take(notice, new Sample(Events.of("y")))).isFalse();
    assertThat(one.find(notice.endpointId()).orElseThrow().caught()).contains(sample);
  }

  @Test
  void changeThatAClusterHasMadeButDeniesIsOneAllTheSame() throws Refusal {
    one.open(notice);
    windows.repeatsReplacement = true;

    assertThat(one.take(notice, sample)).isTrue();
  }

  @Test
  void windowThatIsNotNotedCatchesNothing() throws Refusal {
    assertThat(one.take(notice, sample)).isFalse();
    assertThat(samples.entries).isEmpty();
  }

  @Test
  void sampleThatIsCaughtAtTheLastMomentIsSeenByOthers() throws Refusal {
    one.open(notice);
    now = notice.until().minusMillis(1);
    one.take(notice, sample);

    assertThat(samples.lifespans.values()).containsExactly(2000L);
    assertThat(windows.lifespans.values()).containsExactly(2000L);
  }

  @Test
  void refusalIsSeenByOtherNodesAlone() throws Refusal {
    one.refused(notice, DENIED);

    assertThat(one.look().refusals()).isEmpty();
    assertThat(two.look().refusals())
        .singleElement()
        .satisfies(
            told -> {
              assertThat(told.window()).isEqualTo(notice.window());
              assertThat(told.problem()).isEqualTo(DENIED);
            });
    assertThat(windows.lifespans.values()).containsExactly(10_000L);
  }

  @Test
  void whatNoNodeHasWrittenIsPassedOver() throws Refusal {
    one.open(notice);
    windows.write("window/a/b", windows.entries.get("window/" + notice.endpointId()));
    windows.write("window/c", "{}".getBytes(UTF_8));
    windows.write("refusal/x", "{}".getBytes(UTF_8));
    windows.write("refusal", new byte[0]);
    windows.write("refusal/" + UUID.randomUUID() + "/1/2", "{}".getBytes(UTF_8));
    windows.write("other", new byte[] {1});

    assertThat(two.look()).isEqualTo(new View(List.of(notice), List.of()));
    Notice next = notice("c");
    assertThat(two.open(next)).as("in the place of what is none").isEqualTo(next);
  }

  @Test
  void sampleOfAnotherEndpointAndWhatIsNoneIsNoSample() throws Refusal {
    UUID id = UUID.randomUUID();
    samples.write(id.toString(), sample.json());
    assertThat(one.sample(notice("another").caught(id))).isEmpty();
    samples.write(id.toString(), "[".repeat(100_000).getBytes(UTF_8));
    assertThat(one.sample(notice.caught(id))).isEmpty();
    samples.write(id.toString(), new byte[(4 << 20) + 1]);
    assertThat(one.sample(notice.caught(id))).isEmpty();
    assertThat(one.sample(notice.caught(UUID.randomUUID()))).isEmpty();
  }

  @Test
  void sampleThatIsTooLargeToBeSharedIsRefused() throws Refusal {
    one.open(notice);
    Sample large = new Sample(Events.of("x".repeat(4 << 20)));

    assertThatThrownBy(() -> one.take(notice, large))
        .isInstanceOfSatisfying(
            Refusal.class, refusal -> assertThat(refusal.problem().status()).isEqualTo(413));
    assertThat(one.take(notice, sample)).isTrue();
  }

  @Test
  void afterAFailureNothingIsAskedUntilALookSucceeds() throws Refusal {
    one.open(notice);
    windows.reachable = false;
    assertThatThrownBy(() -> one.take(notice, sample)).isInstanceOf(Refusal.class);
    assertThat(one.failure()).contains("nobody listens");

    windows.reachable = true;
    assertThatThrownBy(() -> one.take(notice, sample))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal ->
                assertThat(refusal.problem().type()).isEqualTo("/problems/nodes-unreachable"));

    one.look();
    assertThat(one.take(notice, sample)).isTrue();
  }

  @Test
  void draftWithWhatOtherNodesWouldNotServeIsNotShared() {
    Notice bound =
        new Notice(
            "a",
            UUID.randomUUID(),
            now,
            Optional.of(
                new Front("orders", "platform-http:/in/a?exceptionHandler=#class:x", List.of())),
            Optional.empty());

    assertThatThrownBy(() -> one.open(bound)).hasMessageContaining("'exceptionHandler'");
    assertThat(windows.entries).isEmpty();
  }
}
