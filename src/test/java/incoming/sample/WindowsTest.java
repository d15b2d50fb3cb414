package incoming.sample;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.config.Settings;
import incoming.http.DoorComponent;
import incoming.http.DoorSettings;
import incoming.http.EndpointTable;
import incoming.sample.Windows.Opening;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WindowsTest {
  private final EndpointTable table = new EndpointTable();
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private final Waiting waiting = new Waiting();
  private volatile Instant now = Instant.parse("2026-10-01T12:00:00Z");
  private final Windows windows =
      new Windows(
          camel,
          table,
          this::door,
          id -> Optional.empty(),
          (id, sample) -> {},
          Optional.empty(),
          () -> now);

  private DoorComponent door() {
    return new DoorComponent(table, DoorSettings.read(new Settings(Map.of())), 0);
  }

  @BeforeEach
  void start() throws Exception {
    camel.addComponent("platform-http", door());
    camel.start();
  }

  @AfterEach
  void stop() {
    windows.close();
    camel.stop();
  }

  private void serve(String id) {
    try {
      camel.addRoutes(
          new RouteBuilder() {
            @Override
            public void configure() {
              from("platform-http:/in/" + id).setBody().constant(id);
            }
          });
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private String opened(String id) {
    return windows.open(id, waiting) instanceof Opening.Refused refused
        ? refused.problem().type()
        : "open";
  }

  @Test
  void whoJoinsOpensNothing() {
    serve("a");
    assertThat(windows.join("a", waiting)).isInstanceOf(Opening.Refused.class);
    assertThat(windows.find("a")).isEmpty();

    opened("a");
    assertThat(windows.join("a", waiting)).isInstanceOf(Opening.Open.class);
  }

  @Test
  void hundredWindowsAreOpenAtATime() {
    for (int i = 0; i < 101; i++) {
      serve("e" + i);
    }
    for (int i = 0; i < 100; i++) {
      assertThat(opened("e" + i)).isEqualTo("open");
    }
    assertThat(opened("e100")).isEqualTo("/problems/too-many-windows");
    assertThat(opened("e7")).isEqualTo("open");

    now = now.plus(Windows.LENGTH);
    windows.sweepNow();

    assertThat(opened("e100")).isEqualTo("open");
  }

  @Test
  void stateIsThereAsLongAsTheWindow() {
    serve("a");
    Instant until = now.plus(Windows.LENGTH);
    assertThat(windows.find("a")).isEmpty();
    opened("a");

    assertThat(windows.find("a")).contains(new WindowState(until, Optional.empty()));
    now = until.minusMillis(1);
    assertThat(windows.find("a")).isPresent();
    now = until;
    assertThat(windows.find("a")).isEmpty();
  }

  @Test
  void joiningDoesNotMakeAWindowLonger() {
    serve("a");
    Opening first = windows.open("a", waiting);
    now = now.plusSeconds(60);

    assertThat(windows.open("a", new Waiting())).isEqualTo(first);
  }

  @Test
  void windowWhoseTimeIsUpIsReplacedAndItsListenerToldSo() {
    serve("a");
    opened("a");
    now = now.plus(Windows.LENGTH);
    Waiting second = new Waiting();

    assertThat(windows.open("a", second)).isEqualTo(new Opening.Open(now.plus(Windows.LENGTH)));

    waiting.awaitTold("Opened", "Over");
    second.awaitTold("Opened");
  }

  @Test
  void whoWaitsIsToldOfTheEndOfTheProcess() {
    serve("a");
    opened("a");
    windows.close();

    waiting.awaitTold("Opened", "Over");
  }

  @Test
  void endpointIdThatNoneCouldHaveIsUnknown() {
    assertThat(opened("a/b")).isEqualTo("/problems/endpoint-unknown");
    assertThat(opened("a%20b")).isEqualTo("/problems/endpoint-unknown");
    assertThat(opened("")).isEqualTo("/problems/endpoint-unknown");
    assertThat(opened("x".repeat(129))).isEqualTo("/problems/endpoint-unknown");
  }
}
