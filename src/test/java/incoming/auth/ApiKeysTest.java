package incoming.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incoming.http.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeysTest {
  private static final String[] DECLARED = {
    "incoming.keys.partner.api-key",
    "a-key-of-a-partner",
    "incoming.keys.hook.secret",
    Tokens.SECRET
  };

  @TempDir Path data;
  private Logins node;

  @BeforeEach
  void start() {
    node = Logins.in(data, DECLARED);
  }

  private Path file() {
    return data.resolve("keys").resolve("api-keys.json");
  }

  /** What an integration that takes the key {@code name} as it is says to {@code secret}. */
  private static String present(Logins node, String name, String secret) {
    return Requests.post("{}")
        .with("X-Api-Key", secret)
        .verdict(new ApiKeyStep(node.keys).create(new HashMap<>(Map.of("key", name))));
  }

  private static Problem refusal(KeyChange change) {
    return ((KeyChange.Refused) change).problem();
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void keyIsShownOnceAndKeptAsItsHashForItsOwnerAlone() throws IOException {
    String secret = node.create("shop");

    assertThat(present(node, "shop", secret)).isEqualTo("passed");
    assertThat(Files.readString(file()))
        .contains(SecretDigest.of(secret).hex(), "\"ending\" : \"" + secret.substring(49) + "\"")
        .doesNotContain(secret.substring(4, 20));
    assertThat(mode(file())).isEqualTo("rw-------");
    assertThat(mode(file().getParent())).isEqualTo("rwx------");
    assertThat(node.keys.list().toString() + node.keys.create("other"))
        .doesNotContain("inc_")
        .doesNotContain(SecretDigest.of(secret).hex());
  }

  @Test
  void keysAreListedWithWhatHelpsToTellThemApart() throws IOException {
    node.pass(Duration.ofMinutes(90));
    String secret = node.create("shop");
    present(node, "shop", secret);
    node.pass(Duration.ofHours(2));
    node.keys.disable("shop");

    assertThat(node.keys.list())
        .containsExactly(
            new ListedKey(
                "partner", true, false, Optional.empty(), Optional.empty(), Optional.empty()),
            new ListedKey(
                "shop",
                false,
                true,
                Optional.of(Instant.parse("2026-11-21T13:30:00Z")),
                Optional.of(secret.substring(49)),
                Optional.of(Instant.parse("2026-11-21T13:00:00Z"))));
  }

  @Test
  void disabledKeyStopsAtOnceAndWorksAgainWhenEnabled() throws IOException {
    String secret = node.create("shop");

    assertThat(node.keys.disable("shop")).isInstanceOf(KeyChange.Done.class);
    assertThat(present(node, "shop", secret))
        .isEqualTo("401 api-key-invalid: it is not a key of this integration");
    node.keys.enable("shop");
    assertThat(present(node, "shop", secret)).isEqualTo("passed");
  }

  @Test
  void changeIsSeenByAnotherNodeWithinASecondOfIdlenessOrUse() throws IOException {
    Logins other = Logins.in(data, DECLARED);
    assertThat(other.keys.names()).containsExactly("partner");
    String secret = node.create("shop");

    other.pass(Duration.ofMillis(500));
    assertThat(present(other, "shop", secret)).isEqualTo("passed");
    node.keys.disable("shop");
    other.pass(Duration.ofMillis(499));
    assertThat(present(other, "shop", secret)).isEqualTo("passed");
    other.pass(Duration.ofMillis(1));
    assertThat(present(other, "shop", secret)).startsWith("401");
  }

  @Test
  void routeThatRunsRefusesADeletedKeyAndTakesNoneOfItsName() throws IOException {
    String secret = node.create("shop");
    ApiKeyStep step = new ApiKeyStep(node.keys);
    var running = step.create(new HashMap<>(Map.of("key", "shop")));

    node.keys.delete("shop");
    assertThat(Requests.post("{}").with("X-Api-Key", secret).verdict(running)).startsWith("401");
    String next = node.create("shop");
    assertThat(Requests.post("{}").with("X-Api-Key", secret).verdict(running)).startsWith("401");
    assertThat(Requests.post("{}").with("X-Api-Key", next).verdict(running)).isEqualTo("passed");
  }

  @Test
  void lastUseEndsWithItsKey() throws IOException {
    present(node, "shop", node.create("shop"));
    try (Stream<Path> used = Files.list(data.resolve("keys").resolve("used"))) {
      assertThat(used).hasSize(1);
    }

    node.keys.delete("shop");

    assertThat(data.resolve("keys").resolve("used")).isEmptyDirectory();
  }

  @Test
  void declaredKeyCannotBeChangedHere() throws IOException {
    for (String name : List.of("partner", "hook")) {
      for (KeyChange change :
          List.of(
              node.keys.create(name),
              node.keys.disable(name),
              node.keys.enable(name),
              node.keys.delete(name))) {
        assertThat(refusal(change).status()).isEqualTo(409);
        assertThat(refusal(change).type()).isEqualTo("/problems/api-key-declared");
      }
    }
    assertThat(file()).doesNotExist();
  }

  @Test
  void declaredKeyHidesACreatedOneOfItsName() throws IOException {
    String secret = node.create("shop");
    Logins later = Logins.in(data, "incoming.keys.shop.api-key", "declared-in-the-settings");

    assertThat(present(later, "shop", secret)).startsWith("401");
    assertThat(present(later, "shop", "declared-in-the-settings")).isEqualTo("passed");
    assertThat(later.keys.list()).singleElement().matches(ListedKey::declared);
    Logins otherKind = Logins.in(data, "incoming.keys.shop.signing-secret", "x".repeat(16));
    assertThat(otherKind.keys.names()).isEmpty();
  }

  @Test
  void nameIsTakenOnce() throws IOException {
    node.create("shop");

    assertThat(refusal(node.keys.create("shop")).type()).isEqualTo("/problems/api-key-exists");
    assertThat(refusal(node.keys.disable("shpo")).status()).isEqualTo(404);
    assertThat(refusal(node.keys.enable("<shpo>")).detail()).doesNotContain("<");
    assertThat(refusal(node.keys.delete("shpo")).type()).isEqualTo("/problems/api-key-not-found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Shop", "shop ", "-shop", "../shop", "sh\u00f6p", "shop,crm", "a\nb"})
  void nameThatNoRouteCouldWriteIsRefused(String name) throws IOException {
    assertThat(refusal(node.keys.create(name)).status()).isEqualTo(422);
    assertThat(refusal(node.keys.create("x".repeat(65))).status()).isEqualTo(422);
    assertThat(file()).doesNotExist();
  }

  @Test
  void thousandKeysAreEnough() throws IOException {
    List<StoredKey> keys = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      keys.add(
          new StoredKey(
              "k" + i, "2026-11-21T12:00:00Z", SecretDigest.of("k" + i).hex(), "", false));
    }
    SecretFile.makeFolder(file().getParent());
    SecretFile.write(file(), new StoredKeys("salt", keys).write());

    assertThat(present(node, "k999", "k999")).isEqualTo("passed");
    assertThat(refusal(node.keys.create("shop")).type()).isEqualTo("/problems/too-many-api-keys");
    node.keys.delete("k0");
    assertThat(node.keys.create("shop")).isInstanceOf(KeyChange.Created.class);
  }

  @Test
  void writersTakeTurnsAlsoAsTwoNodes() throws Exception {
    Logins other = Logins.in(data, DECLARED);
    List<KeyChange> made = Collections.synchronizedList(new ArrayList<>());
    ExecutorService threads = Executors.newFixedThreadPool(8);
    for (int i = 0; i < 40; i++) {
      ApiKeys keys = i % 2 == 0 ? node.keys : other.keys;
      String name = "shop-" + i / 4;
      threads.execute(() -> made.add(created(keys, name)));
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

    assertThat(made).hasSize(40);
    assertThat(made.stream().filter(KeyChange.Created.class::isInstance)).hasSize(10);
    node.pass(Duration.ofSeconds(1));
    assertThat(node.keys.names())
        .containsAll(IntStream.range(0, 10).mapToObj(i -> "shop-" + i).toList());
  }

  private static KeyChange created(ApiKeys keys, String name) {
    try {
      return keys.create(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"salt\":\"\"}",
        "{\"salt\":\"\",\"keys\":[],\"more\":1}",
        "{\"salt\":\"\",\"keys\":[]} {}",
        "{\"salt\":\"\",\"keys\":[],\"keys\":[]}",
        "{\"salt\":\"\",\"keys\":[{\"name\":\"../a\",\"created\":\"2026-11-21T12:00:00Z\","
            + "\"sha256\":\"00\",\"ending\":\"\",\"disabled\":false}]}"
      })
  void fileThatIsDamagedLetsNoCreatedKeyInAndIsNotOverwritten(String content) throws IOException {
    String secret = node.create("shop");
    ApiKeyStep step = new ApiKeyStep(node.keys);
    var running = step.create(new HashMap<>(Map.of("key", "shop")));
    var either = step.create(new HashMap<>(Map.of("key", "partner,shop")));
    Files.writeString(file(), content);
    node.pass(Duration.ofSeconds(1));

    assertThat(Requests.post("{}").with("X-Api-Key", secret).verdict(either))
        .startsWith("503 api-keys-unavailable");
    assertThat(Requests.post("{}").with("X-Api-Key", "a-key-of-a-partner").verdict(either))
        .isEqualTo("passed");
    assertThat(Requests.post("{}").with("X-Api-Key", secret).verdict(running))
        .startsWith("503 api-keys-unavailable");
    assertThat(present(node, "partner", "a-key-of-a-partner")).isEqualTo("passed");
    assertThatThrownBy(() -> node.keys.create("crm")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> node.keys.list()).isInstanceOf(IOException.class);
    assertThat(Files.readString(file())).isEqualTo(content);
  }

  @Test
  void keysAreBackWhenTheFileIs() throws IOException {
    String secret = node.create("shop");
    byte[] good = Files.readAllBytes(file());
    Files.write(file(), "torn".getBytes(UTF_8));
    node.pass(Duration.ofSeconds(1));
    assertThat(node.keys.names()).containsExactly("partner");

    Files.write(file(), good);
    node.pass(Duration.ofSeconds(1));

    assertThat(present(node, "shop", secret)).isEqualTo("passed");
  }

  @Test
  void whatACrashLeftBehindIsInNobodysWay() throws IOException {
    String secret = node.create("shop");
    Files.writeString(file().resolveSibling(".api-keys.json.next"), "half of a fi");

    node.create("crm");

    Logins next = Logins.in(data, DECLARED);
    assertThat(present(next, "shop", secret)).isEqualTo("passed");
    assertThat(next.keys.names()).containsExactly("crm", "partner", "shop");
  }

  @Test
  void nothingIsWrittenBeforeAKeyIsCreated() throws IOException {
    present(node, "partner", "a-key-of-a-partner");
    node.keys.list();

    assertThat(data).isEmptyDirectory();
  }
}
