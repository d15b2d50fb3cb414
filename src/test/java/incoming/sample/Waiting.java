package incoming.sample;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;

/** Somebody who waits at a window, and remembers what was told. */
final class Waiting implements Consumer<WindowEvent> {
  private final List<WindowEvent> told = new CopyOnWriteArrayList<>();

  @Override
  public void accept(WindowEvent event) {
    told.add(event);
  }

  /** What was told, as the names of the events and their problems. */
  List<String> told() {
    return told.stream().map(Waiting::name).toList();
  }

  void awaitTold(String... events) {
    Awaitility.await().untilAsserted(() -> Assertions.assertThat(told()).containsExactly(events));
  }

  Sample caught() {
    return told.stream()
        .filter(WindowEvent.Caught.class::isInstance)
        .map(event -> ((WindowEvent.Caught) event).sample())
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing was caught: " + told()));
  }

  private static String name(WindowEvent event) {
    String name = event.getClass().getSimpleName();
    return event instanceof WindowEvent.Refused refused
        ? name + " " + refused.problem().type()
        : name;
  }
}
