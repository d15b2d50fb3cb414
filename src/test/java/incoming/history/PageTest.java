package incoming.history;

import static incoming.history.Deliveries.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incoming.dedup.TravellingClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Pages over a few thousand deliveries, against a plain list that is filtered. */
class PageTest {
  private static final int COUNT = 3000;
  private static final List<String> INTEGRATIONS = List.of("shop", "shop-2", "s", "store");
  private static final List<Delivery> ALL = new ArrayList<>();

  @TempDir static Path directory;
  private static History history;

  @BeforeAll
  static void fill() throws IOException {
    HistorySettings settings =
        new HistorySettings(Duration.ofDays(7), Duration.ofDays(30), 2L << 30);
    history = History.open(directory, settings, new TravellingClock(NOW));
    Random random = new Random(7);
    for (int n = 0; n < COUNT; n++) {
      // Several within a millisecond, and each one written in another state before.
      String id = Deliveries.id(NOW + n / 3, n);
      String integration = INTEGRATIONS.get(random.nextInt(INTEGRATIONS.size()));
      history.put(Deliveries.of(id, integration, any(random)));
      Delivery delivery = Deliveries.of(id, integration, any(random));
      history.put(delivery);
      ALL.add(delivery);
    }
    ALL.sort(Comparator.comparing(Delivery::eventId).reversed());
  }

  private static State any(Random random) {
    return List.of(State.values()).get(random.nextInt(State.values().length));
  }

  @AfterAll
  static void close() {
    history.close();
  }

  static Stream<Criteria> everyFilter() {
    List<Optional<State>> states = new ArrayList<>(List.of(Optional.empty()));
    Stream.of(State.values()).map(Optional::of).forEach(states::add);
    List<Optional<String>> integrations = new ArrayList<>(List.of(Optional.empty()));
    INTEGRATIONS.stream().map(Optional::of).forEach(integrations::add);
    integrations.add(Optional.of("none"));
    return states.stream()
        .flatMap(
            state ->
                integrations.stream()
                    .flatMap(
                        integration ->
                            Stream.of(
                                criteria(state, integration, 0, Long.MAX_VALUE, 97),
                                criteria(state, integration, NOW + 100, NOW + 700, 50),
                                criteria(state, integration, NOW + 5, NOW + 5, 10))));
  }

  private static Criteria criteria(
      Optional<State> state, Optional<String> integration, long from, long to, int limit) {
    return new Criteria(state, integration, from, to, Optional.empty(), limit);
  }

  @ParameterizedTest
  @MethodSource("everyFilter")
  void pagesTogetherAreAllThatFitNewestFirst(Criteria criteria) {
    List<String> expected =
        ALL.stream()
            .filter(delivery -> criteria.state().map(delivery.state()::equals).orElse(true))
            .filter(
                delivery -> criteria.integration().map(delivery.integration()::equals).orElse(true))
            .filter(delivery -> delivery.acceptedAt() >= criteria.from())
            .filter(delivery -> delivery.acceptedAt() < criteria.to())
            .map(Delivery::eventId)
            .toList();

    assertThat(eventIds(criteria)).isEqualTo(expected);
  }

  private static List<String> eventIds(Criteria criteria) {
    List<String> ids = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Page page =
          history.page(
              new Criteria(
                  criteria.state(),
                  criteria.integration(),
                  criteria.from(),
                  criteria.to(),
                  cursor,
                  criteria.limit()));
      assertThat(page.deliveries()).hasSizeLessThanOrEqualTo(criteria.limit());
      page.deliveries().forEach(summary -> ids.add(summary.eventId()));
      cursor = page.next();
    } while (cursor.isPresent());
    return ids;
  }

  @Test
  void cursorNeedNotExistAnyMore() {
    String between = Deliveries.id(NOW + 500, 0);
    Criteria criteria =
        new Criteria(
            Optional.empty(), Optional.empty(), 0, Long.MAX_VALUE, Optional.of(between), 1);

    assertThat(history.page(criteria).deliveries())
        .singleElement()
        .extracting(Summary::eventId)
        .isEqualTo(Deliveries.id(NOW + 499, 1499));
  }

  @Test
  void whatAPersonCannotHaveMeantIsRefused() {
    assertThatThrownBy(() -> Criteria.all(0)).hasMessageContaining("limit");
    assertThatThrownBy(() -> Criteria.all(Criteria.MAX_LIMIT + 1)).hasMessageContaining("limit");
    assertThatThrownBy(
            () -> new Criteria(Optional.empty(), Optional.empty(), 0, 1, Optional.of("here"), 1))
        .hasMessageContaining("cursor");
  }

  @Test
  void filterThatLooksLikeAKeyFindsNothing() {
    assertThat(history.page(criteria(Optional.empty(), Optional.of("shop\0"), 0, NOW * 2, 10)))
        .isEqualTo(new Page(List.of(), Optional.empty()));
  }
}
