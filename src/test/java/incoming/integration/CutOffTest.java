package incoming.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incoming.integration.Outcome.Changed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every change of an integration, ended by a crash or a full disk between any two of its steps. */
class CutOffTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final String NAME = "orders";

  @TempDir Path folder;
  private Path prepared;

  /** What can be done to an integration that is published, with a draft and a sample beside it. */
  enum Action {
    SAVE {
      @Override
      Outcome of(Integrations integrations, Entry entry) {
        return integrations.save(NAME, new RouteFile("# another", null), entry.etag());
      }
    },
    PUBLISH {
      @Override
      Outcome of(Integrations integrations, Entry entry) {
        return integrations.publish(NAME, entry.etag(), "anna");
      }
    },
    DISCARD {
      @Override
      Outcome of(Integrations integrations, Entry entry) {
        return integrations.discard(NAME, entry.etag());
      }
    },
    UNPUBLISH {
      @Override
      Outcome of(Integrations integrations, Entry entry) {
        return integrations.unpublish(NAME, entry.etag());
      }
    },
    RESTORE {
      @Override
      Outcome of(Integrations integrations, Entry entry) {
        return integrations.restore(NAME, 1, Optional.of(entry.etag()));
      }
    },
    DELETE {
      @Override
      Outcome of(Integrations integrations, Entry entry) {
        return integrations.delete(NAME, NAME, entry.etag());
      }
    };

    abstract Outcome of(Integrations integrations, Entry entry);

    void run(Integrations integrations) {
      Outcome outcome = of(integrations, integrations.find(NAME).orElseThrow());
      assertThat(outcome).isInstanceOfAny(Changed.class, Outcome.Deleted.class);
    }
  }

  private static Integrations open(Path at, Disk disk) {
    return Integrations.open(
        new Inventory(at.resolve("routes"), at.resolve("data"), disk),
        (name, contents) -> List.of(),
        new ReentrantLock(),
        () -> NOW);
  }

  private static Integration orders(String text, Template.Format format) {
    Integration named = AnyIntegration.named(NAME).at("orders", null);
    return new Integration(
        NAME,
        text.length() > 100 ? "long" : text,
        "",
        named.endpointId(),
        null,
        "",
        null,
        null,
        null,
        null,
        List.of(),
        null,
        new Outgoing(
            "POST", "https://crm.example.com", null, "", null, null, new Template(format, text)));
  }

  private static String etag(Integrations integrations) {
    return integrations.find(NAME).orElseThrow().etag();
  }

  @BeforeEach
  void prepare() throws IOException {
    prepared = prepare("one", "two");
  }

  private Path prepare(String one, String two) throws IOException {
    Path at = Files.createDirectory(folder.resolve("prepared-" + one.length()));
    Files.createDirectory(at.resolve("routes"));
    Integrations integrations = open(at, new Disk());
    integrations.create(orders(one, Template.Format.JSON));
    integrations.publish(NAME, etag(integrations), "anna");
    integrations.save(NAME, orders(two, Template.Format.TEXT), etag(integrations));
    Path sample = Files.writeString(at.resolve("data/drafts/orders/sample.json"), "{}");
    Files.setPosixFilePermissions(sample, PosixFilePermissions.fromString("rw-------"));
    return at;
  }

  private Path copy(String name) throws IOException {
    Path copy = folder.resolve(name);
    try (Stream<Path> files = Files.walk(prepared)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(prepared.relativize(file).toString()));
      }
    }
    return copy;
  }

  /** Every file with who may read it and what it says. */
  private static Map<String, String> files(Path at) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(at)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files.put(
            at.relativize(file).toString(),
            PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                + " "
                + Files.readString(file));
      }
    }
    return files;
  }

  @ParameterizedTest
  @EnumSource
  void diskThatFailsAtAnyMomentChangesNothing(Action action) throws IOException {
    Map<String, String> before = files(prepared);
    for (int number = 1; ; number++) {
      Path at = copy("full-" + number);
      FailingDisk disk = new FailingDisk();
      Integrations integrations = open(at, disk);
      disk.failAt(number);
      try {
        action.run(integrations);
        assertThat(number).isGreaterThan(3);
        return;
      } catch (UncheckedIOException e) {
        assertThat(files(at)).as("after the failure of operation %d", number).isEqualTo(before);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void crashAtAnyMomentLeavesAllAsItWasOrAsItIsToBe(Action action) throws IOException {
    Map<String, String> before = files(prepared);
    Path whole = copy("whole");
    action.run(open(whole, new Disk()));
    Map<String, String> after = files(whole);
    for (int number = 1; ; number++) {
      Path at = copy("crash-" + number);
      FailingDisk disk = new FailingDisk();
      Integrations integrations = open(at, disk);
      disk.crashAt(number);
      boolean survived = survives(action, integrations);

      open(at, new Disk());

      Map<String, String> left = files(at);
      left.keySet().removeIf(file -> file.endsWith(".incoming-part"));
      assertThat(left).as("after a crash before operation %d", number).isIn(before, after);
      if (survived) {
        assertThat(number).isGreaterThan(3);
        return;
      }
    }
  }

  private static boolean survives(Action action, Integrations integrations) {
    try {
      action.run(integrations);
      return true;
    } catch (FailingDisk.Crash e) {
      return false;
    }
  }

  @Test
  void changeOfTheLongestFilesIsFinishedAfterACrash() throws IOException {
    Path at = prepare("\u20ac".repeat(256 * 1024), "\u20ad".repeat(256 * 1024));
    FailingDisk disk = new FailingDisk();
    Integrations integrations = open(at, disk);
    disk.crashAtMove("orders.camel.yaml");
    assertThatThrownBy(() -> Action.PUBLISH.run(integrations))
        .isInstanceOf(FailingDisk.Crash.class);
    assertThat(Files.size(at.resolve("data/unfinished.json"))).isGreaterThan(4 << 20);

    Entry entry = open(at, new Disk()).find(NAME).orElseThrow();

    assertThat(entry.draft()).isEmpty();
    assertThat(entry.published().orElseThrow().file().template().text()).startsWith("\u20ad");
  }

  @Test
  void whatIsBelowTheFolderOfAllStateIsForTheOwnerAlone() throws IOException {
    FailingDisk disk = new FailingDisk();
    Integrations integrations = open(prepared, disk);
    disk.crashAtMove("orders.camel.yaml");
    assertThatThrownBy(() -> Action.PUBLISH.run(integrations))
        .isInstanceOf(FailingDisk.Crash.class);

    assertThat(files(prepared.resolve("data")))
        .containsKeys("unfinished.json", "endpoint-ids")
        .allSatisfy((file, content) -> assertThat(content).as(file).startsWith("rw------- "));
  }

  @Test
  void deletionLeavesNothingOfADraftThatWasMadeByHand() throws IOException {
    Files.delete(prepared.resolve("data/drafts/orders/base"));

    Action.DELETE.run(open(prepared, new Disk()));

    assertThat(files(prepared.resolve("data/drafts"))).isEmpty();
  }

  @Test
  void endpointIsRotatedAsAWhole() {
    Integrations integrations = open(prepared, new Disk());
    Entry entry = integrations.find(NAME).orElseThrow();

    Outcome outcome = integrations.rotate(NAME, Duration.ofDays(1), entry.etag());

    assertThat(outcome)
        .isInstanceOfSatisfying(
            Changed.class,
            done -> assertThat(done.entry().published()).isEqualTo(entry.published()));
  }
}
