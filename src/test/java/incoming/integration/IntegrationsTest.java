package incoming.integration;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incoming.integration.Outcome.Changed;
import incoming.route.Finding;
import incoming.route.Finding.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntegrationsTest {
  private static final String CUSTOMISED =
      """
      - route:
          id: orders
          from:
            uri: platform-http:/in/orders
            steps:
              - log: x
      """;

  @TempDir Path folder;
  private final FailingDisk disk = new FailingDisk();
  private final List<Finding> findings = new ArrayList<>();
  private final List<Map<String, byte[]>> linted = new ArrayList<>();
  private Instant now = Instant.parse("2026-06-01T00:00:00Z");
  private Integrations integrations;

  @BeforeEach
  void open() throws IOException {
    Files.createDirectories(routes());
    integrations =
        Integrations.open(
            new Inventory(routes(), folder.resolve("data"), disk),
            (name, contents) -> {
              linted.add(contents);
              return findings;
            },
            new ReentrantLock(),
            () -> now);
  }

  private Path routes() {
    return folder.resolve("routes");
  }

  private static Integration orders(String description) {
    return with(AnyIntegration.named("orders"), description, "{\"d\": \"" + description + "\"}");
  }

  private static Integration with(Integration integration, String description, String template) {
    return new Integration(
        integration.name(),
        description,
        integration.icon(),
        integration.endpointId(),
        integration.former(),
        "",
        integration.authentication(),
        List.of(),
        integration.rateLimit(),
        integration.filter(),
        List.of("body.id"),
        integration.delivery(),
        new Outgoing(
            "POST",
            "https://crm.example.com",
            List.of(),
            "",
            null,
            null,
            new Template(Template.Format.JSON, template)));
  }

  private Entry entry() {
    return integrations.find("orders").orElseThrow();
  }

  private static Entry changed(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Changed.class);
    return ((Changed) outcome).entry();
  }

  private Entry published(String description) {
    integrations.create(orders(description));
    return changed(integrations.publish("orders", entry().etag(), "anna"));
  }

  private Entry saved(String description) {
    Integration current = entry().current().integration().orElseThrow();
    Integration next = with(current, description, "{\"d\": \"" + description + "\"}");
    return changed(integrations.save("orders", next, entry().etag()));
  }

  private String file(String name) throws IOException {
    return Files.readString(routes().resolve(name));
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(routes())) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void newIntegrationIsADraftWithAnEndpointOfItsOwn() throws IOException {
    Entry entry = changed(integrations.create(orders("one")));

    assertThat(entry.published()).isEmpty();
    assertThat(entry.draft().orElseThrow().integration().orElseThrow().endpointId())
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    assertThat(files()).isEmpty();
    assertThat(integrations.page("", 10)).containsExactly(entry);
    assertThat(integrations.findByEndpoint(entry.current().file().endpointIds().get(0)))
        .contains(entry);
  }

  @Test
  void nameThatIsTakenIsRefused() {
    integrations.create(orders("one"));

    assertThat(integrations.create(orders("two")))
        .isInstanceOfSatisfying(
            Outcome.Refused.class, refused -> assertThat(refused.name()).isEqualTo("name-taken"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..",
        ".",
        "",
        "a/../b",
        "../x",
        "/etc/passwd",
        "a\\b",
        "A",
        "a b",
        "a\u0000",
        "é",
        "a--b",
        "orders-delivery",
        "%2e%2e"
      })
  void nameThatLeadsAnywhereIsNoName(String name) throws IOException {
    integrations.create(orders("one"));
    String etag = entry().etag();

    assertThat(integrations.create(AnyIntegration.named(name))).isInstanceOf(Outcome.Faulty.class);
    assertThat(integrations.find(name)).isEmpty();
    assertThat(integrations.versions(name)).isEmpty();
    assertThat(integrations.publish(name, etag, "anna")).isEqualTo(new Outcome.Gone());
    assertThat(integrations.unpublish(name, etag)).isEqualTo(new Outcome.Gone());
    assertThat(integrations.delete(name, name, etag)).isEqualTo(new Outcome.Gone());
    assertThat(integrations.restore(name, 1, Optional.empty())).isEqualTo(new Outcome.Gone());
    assertThat(integrations.save(name, new RouteFile("", null), etag))
        .isEqualTo(new Outcome.Gone());
    try (Stream<Path> all = Files.walk(folder)) {
      assertThat(all.filter(Files::isRegularFile))
          .allMatch(
              file ->
                  file.startsWith(folder.resolve("data").resolve("drafts").resolve("orders"))
                      || file.equals(folder.resolve("data").resolve("endpoint-ids")));
    }
  }

  @Test
  void textOfAnImpossibleNameIsRefused() {
    assertThat(integrations.create("../x", new RouteFile(CUSTOMISED, null)))
        .isInstanceOf(Outcome.Faulty.class);
  }

  @Test
  void publishedIntegrationIsTwoFilesAndNoDraft() throws IOException {
    Entry entry = published("one");

    assertThat(files()).containsExactly("orders.camel.yaml", "orders.json.j2");
    assertThat(file("orders.camel.yaml")).contains("description: one");
    assertThat(file("orders.json.j2")).isEqualTo("{\"d\": \"one\"}");
    assertThat(entry.draft()).isEmpty();
    assertThat(linted).hasSize(1);
    assertThat(linted.get(0)).containsOnlyKeys("orders.camel.yaml", "orders.json.j2");
    assertThat(integrations.versions("orders"))
        .containsExactly(
            new Version(1, now.toEpochMilli(), "anna", entry.published().orElseThrow().file()));
  }

  @Test
  void draftBesideAPublishedVersionLeavesItAsItIs() throws IOException {
    published("one");

    Entry entry = saved("two");

    assertThat(file("orders.camel.yaml")).contains("description: one");
    assertThat(entry.draft().orElseThrow().file().text()).contains("description: two");
    entry = changed(integrations.discard("orders", entry.etag()));
    assertThat(entry.draft()).isEmpty();
  }

  @Test
  void errorInTheLintLeavesAllAsItWas() throws IOException {
    published("one");
    Entry entry = saved("two");
    findings.add(new Finding(Path.of("orders.json.j2"), 1, 1, Severity.ERROR, "is no template"));

    Outcome outcome = integrations.publish("orders", entry.etag(), "anna");

    assertThat(outcome).isEqualTo(new Outcome.Findings(findings));
    assertThat(entry()).isEqualTo(entry);
    assertThat(file("orders.camel.yaml")).contains("description: one");
  }

  @Test
  void warningIsToldAndDoesNotKeepFromPublishing() {
    findings.add(new Finding(Path.of("orders.camel.yaml"), 1, 1, Severity.WARNING, "hm"));
    integrations.create(orders("one"));

    assertThat(integrations.publish("orders", entry().etag(), "anna"))
        .isInstanceOfSatisfying(
            Changed.class, done -> assertThat(done.warnings()).isEqualTo(findings));
  }

  @Test
  void draftWithoutATargetIsSavedButNotPublished() {
    integrations.create(AnyIntegration.named("orders"));

    assertThat(integrations.publish("orders", entry().etag(), "anna"))
        .isInstanceOfSatisfying(
            Outcome.Faulty.class,
            faulty -> assertThat(faulty.faults()).extracting(Fault::pointer).contains("/outgoing"));
  }

  @Test
  void handEditBetweenReadAndWriteIsNeverOverwritten() throws IOException {
    Entry read = published("one");
    String byHand = file("orders.camel.yaml").replace("one", "by hand");
    Files.writeString(routes().resolve("orders.camel.yaml"), byHand);

    Integration edited = with(read.current().integration().orElseThrow(), "two", "{}");
    assertThat(integrations.save("orders", edited, read.etag()))
        .isInstanceOf(Outcome.Conflict.class);
    assertThat(integrations.unpublish("orders", read.etag())).isInstanceOf(Outcome.Conflict.class);
    assertThat(integrations.delete("orders", "orders", read.etag()))
        .isInstanceOf(Outcome.Conflict.class);
    assertThat(file("orders.camel.yaml")).isEqualTo(byHand);
  }

  @Test
  void handEditBetweenDraftAndPublishingIsNeverOverwritten() throws IOException {
    published("one");
    saved("two");
    Files.writeString(routes().resolve("orders.json.j2"), "{\"by\": \"hand\"}");

    assertThat(integrations.publish("orders", entry().etag(), "anna"))
        .isInstanceOf(Outcome.Conflict.class);
    assertThat(file("orders.json.j2")).isEqualTo("{\"by\": \"hand\"}");

    saved("three");
    changed(integrations.publish("orders", entry().etag(), "anna"));
    assertThat(integrations.versions("orders"))
        .extracting(Version::by)
        .containsExactly("anna", "", "anna");
    assertThat(integrations.versions("orders").get(1).file().template().text())
        .isEqualTo("{\"by\": \"hand\"}");
  }

  @Test
  void ofTwoWritersAtOnceOneIsToldOfTheOther() throws Exception {
    String etag = published("one").etag();
    Integration read = entry().current().integration().orElseThrow();
    ExecutorService writers = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Outcome>> saves = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        Integration next = with(read, "writer " + i, "{\"writer\": " + i + "}");
        saves.add(() -> integrations.save("orders", next, etag));
      }
      List<Outcome> outcomes = new ArrayList<>();
      for (Future<Outcome> save : writers.invokeAll(saves)) {
        outcomes.add(save.get());
      }

      assertThat(outcomes).filteredOn(Changed.class::isInstance).hasSize(1);
      assertThat(outcomes).filteredOn(Outcome.Conflict.class::isInstance).hasSize(7);
    } finally {
      writers.shutdownNow();
    }
  }

  @Test
  void customisedFileIsEditedAsTextAndNotInAForm() throws IOException {
    Files.writeString(routes().resolve("orders.camel.yaml"), CUSTOMISED);
    String etag = entry().etag();

    assertThat(integrations.save("orders", orders("one"), etag))
        .isEqualTo(
            new Outcome.Refused(
                "customised",
                "the route file is customised and edited as text: line 6: a form has no place for"
                    + " 'log' in 'steps'"));
  }

  @Test
  void textOfADraftIsPublishedAsItIs() throws IOException {
    String text = CUSTOMISED.replace("log: x", "log: y # why");
    changed(integrations.create("orders", new RouteFile(text, null)));

    changed(integrations.publish("orders", entry().etag(), "anna"));

    assertThat(file("orders.camel.yaml")).isEqualTo(text);
    changed(integrations.save("orders", new RouteFile(CUSTOMISED, null), entry().etag()));
    assertThat(entry().draft().orElseThrow().file().text()).isEqualTo(CUSTOMISED);
  }

  @Test
  void templateThatTheTextDoesNotNameIsRefused() {
    assertThat(
            integrations.create(
                "orders", new RouteFile(CUSTOMISED, new Template(Template.Format.JSON, "{}"))))
        .isInstanceOf(Outcome.Faulty.class);
  }

  @Test
  void endpointAndNameAreNotChangedByAForm() {
    Entry entry = published("one");
    Integration integration = entry.current().integration().orElseThrow();
    Integration moved = integration.at("00000000-0000-4000-8000-000000000000", null);

    assertThat(integrations.save("orders", moved, entry.etag()))
        .isInstanceOfSatisfying(
            Outcome.Faulty.class,
            faulty ->
                assertThat(faulty.faults())
                    .extracting(Fault::pointer)
                    .containsExactly("/endpointId"));
    assertThat(
            integrations.save("orders", with(AnyIntegration.named("other"), "", ""), entry.etag()))
        .isInstanceOf(Outcome.Faulty.class);
  }

  @Test
  void endpointOfADeletedIntegrationIsNeverGivenToAnother() {
    Entry entry = published("one");
    Integration deleted = entry.current().integration().orElseThrow();
    assertThat(integrations.delete("orders", "orders", entry.etag()))
        .isEqualTo(new Outcome.Deleted());

    Integration thief = AnyIntegration.named("thief").at(deleted.endpointId(), null);

    assertThat(integrations.create(thief))
        .isEqualTo(
            new Outcome.Faulty(List.of(new Fault("/endpointId", "is, or was, that of 'orders'"))));
  }

  @Test
  void deletionNeedsTheNameAndKeepsTheVersions() throws IOException {
    Entry entry = published("one");
    saved("two");

    assertThat(integrations.delete("orders", "order", entry().etag()))
        .isInstanceOf(Outcome.Faulty.class);
    assertThat(integrations.delete("orders", "orders", entry().etag()))
        .isEqualTo(new Outcome.Deleted());

    assertThat(integrations.find("orders")).isEmpty();
    assertThat(files()).isEmpty();
    Entry restored = changed(integrations.restore("orders", 1, Optional.empty()));
    assertThat(restored.draft().orElseThrow().file())
        .isEqualTo(entry.published().orElseThrow().file());
    changed(integrations.publish("orders", restored.etag(), "bert"));
  }

  @Test
  void unpublishedIntegrationIsADraftThatCanBePublishedAgain() throws IOException {
    Entry entry = published("one");

    Entry draft = changed(integrations.unpublish("orders", entry.etag()));

    assertThat(files()).isEmpty();
    assertThat(draft.draft()).isEqualTo(entry.published());
    changed(integrations.publish("orders", draft.etag(), "anna"));
    assertThat(integrations.versions("orders")).hasSize(1);
  }

  @Test
  void unpublishedIntegrationKeepsTheDraftThatItHas() {
    published("one");
    Entry entry = saved("two");

    Entry draft = changed(integrations.unpublish("orders", entry.etag()));

    assertThat(draft.draft()).isEqualTo(entry.draft());
    changed(integrations.publish("orders", draft.etag(), "anna"));
  }

  @Test
  void last20VersionsAreKeptAndTheirNumbersGoOn() {
    published("0");
    for (int i = 1; i < 25; i++) {
      saved("v" + i);
      changed(integrations.publish("orders", entry().etag(), "anna"));
    }

    assertThat(integrations.versions("orders"))
        .hasSize(20)
        .extracting(Version::number)
        .startsWith(25, 24)
        .endsWith(6);
    assertThat(integrations.restore("orders", 5, Optional.of(entry().etag())))
        .isEqualTo(new Outcome.Gone());
    Entry restored = changed(integrations.restore("orders", 6, Optional.of(entry().etag())));
    assertThat(restored.draft().orElseThrow().file().text()).contains("description: v5");
  }

  @Test
  void restoreNeedsTheEtagOfWhatItReplaces() {
    published("one");

    assertThat(integrations.restore("orders", 1, Optional.empty()))
        .isInstanceOf(Outcome.Conflict.class);
  }

  @Test
  void rotatedEndpointStandsBesideTheFormerOne() {
    Entry entry = published("one");
    String former = entry.current().integration().orElseThrow().endpointId();

    Entry rotated = changed(integrations.rotate("orders", Duration.ofDays(7), entry.etag()));

    Integration integration = rotated.draft().orElseThrow().integration().orElseThrow();
    assertThat(integration.endpointId()).isNotEqualTo(former);
    assertThat(integration.former()).isEqualTo(new Former(former, "2026-06-08T00:00:00Z"));
    assertThat(integrations.rotate("orders", Duration.ofDays(7), rotated.etag()))
        .isInstanceOf(Outcome.Refused.class);
    now = now.plus(Duration.ofDays(8));
    changed(integrations.rotate("orders", Duration.ofDays(7), rotated.etag()));
  }

  @Test
  void restoredVersionKeepsTheEndpointOfToday() {
    Entry entry = published("one");
    Entry rotated = changed(integrations.rotate("orders", Duration.ofDays(7), entry.etag()));
    rotated = changed(integrations.publish("orders", rotated.etag(), "anna"));

    Entry restored = changed(integrations.restore("orders", 1, Optional.of(rotated.etag())));

    assertThat(restored.draft().orElseThrow().integration().orElseThrow().endpointId())
        .isEqualTo(rotated.published().orElseThrow().integration().orElseThrow().endpointId());
  }

  @Test
  void readOnlyFolderIsToldWithTheFilesToCommit() throws IOException {
    Entry entry = changed(integrations.create(orders("one")));
    disk.readOnly = true;

    assertThat(integrations.publish("orders", entry.etag(), "anna"))
        .isInstanceOfSatisfying(
            Outcome.ReadOnly.class,
            readOnly ->
                assertThat(readOnly.files())
                    .containsOnlyKeys("orders.camel.yaml", "orders.json.j2")
                    .containsEntry("orders.json.j2", "{\"d\": \"one\"}"));
    assertThat(files()).isEmpty();
    assertThat(entry()).isEqualTo(entry);
  }

  @Test
  void fileThatIsALinkIsNotReplaced() throws IOException {
    Entry entry = published("one");
    Path mounted = folder.resolve("..data");
    Files.move(routes().resolve("orders.camel.yaml"), mounted);
    Files.createSymbolicLink(routes().resolve("orders.camel.yaml"), mounted);
    assertThat(entry()).isEqualTo(entry);
    saved("two");

    assertThat(integrations.publish("orders", entry().etag(), "anna"))
        .isInstanceOf(Outcome.ReadOnly.class);
    assertThat(integrations.unpublish("orders", entry().etag()))
        .isInstanceOf(Outcome.Refused.class);
    assertThat(integrations.delete("orders", "orders", entry().etag()))
        .isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void templateOfAnotherFormatTakesThePlaceOfTheOneBefore() throws IOException {
    published("one");
    Integration integration = entry().current().integration().orElseThrow();
    Outgoing before = integration.outgoing();
    Outgoing form =
        new Outgoing(
            "POST",
            before.url(),
            List.of(),
            "",
            null,
            null,
            new Template(Template.Format.FORM, "a=b"));
    Integration next =
        new Integration(
            "orders",
            "",
            "",
            integration.endpointId(),
            null,
            "",
            null,
            List.of(),
            null,
            null,
            List.of(),
            null,
            form);
    changed(integrations.save("orders", next, entry().etag()));
    changed(integrations.publish("orders", entry().etag(), "anna"));

    assertThat(files()).containsExactly("orders.camel.yaml", "orders.form.j2");
  }

  @Test
  void handEditAfterACrashStands() throws IOException {
    published("one");
    saved("two");
    disk.crashAtMove("orders.camel.yaml");
    String etag = entry().etag();
    assertThatThrownBy(() -> integrations.publish("orders", etag, "anna"))
        .isInstanceOf(FailingDisk.Crash.class);
    assertThat(file("orders.json.j2")).contains("two");
    Files.writeString(routes().resolve("orders.camel.yaml"), CUSTOMISED);

    integrations = reopened(folder, new FailingDisk());

    assertThat(file("orders.camel.yaml")).isEqualTo(CUSTOMISED);
    assertThat(folder.resolve("data/unfinished.json")).doesNotExist();
  }

  private Integrations reopened(Path at, Disk with) {
    return Integrations.open(
        new Inventory(at.resolve("routes"), at.resolve("data"), with),
        (name, contents) -> List.of(),
        new ReentrantLock(),
        () -> now);
  }

  @Test
  void filesOfOtherNamesAreLeftAlone() throws IOException {
    Files.writeString(routes().resolve("Not A Name.camel.yaml"), CUSTOMISED);
    Files.writeString(routes().resolve("readme.md"), "x");
    Files.createDirectories(folder.resolve("data/drafts/empty"));

    assertThat(integrations.page("", 10)).isEmpty();
  }

  @Test
  void endpointOfAFileThatIsThereByHandIsNotGivenToAnother() throws IOException {
    Files.writeString(routes().resolve("orders.camel.yaml"), CUSTOMISED);

    assertThat(integrations.create(AnyIntegration.named("thief").at("orders", null)))
        .isEqualTo(
            new Outcome.Faulty(List.of(new Fault("/endpointId", "is, or was, that of 'orders'"))));
    changed(integrations.save("orders", new RouteFile(CUSTOMISED, null), entry().etag()));
  }

  @Test
  void endpointThatAPublishedTextGivesUpIsNotGivenToAnother() throws IOException {
    Files.writeString(routes().resolve("orders.camel.yaml"), CUSTOMISED);
    RouteFile moved = new RouteFile(CUSTOMISED.replace("/in/orders", "/in/moved"), null);
    changed(integrations.save("orders", moved, entry().etag()));
    changed(integrations.publish("orders", entry().etag(), "anna"));

    assertThat(integrations.create(AnyIntegration.named("thief").at("orders", null)))
        .isInstanceOf(Outcome.Faulty.class);
  }

  @Test
  void endpointInADescriptionIsNobodys() {
    Integration talking =
        with(AnyIntegration.named("orders"), "was platform-http:/in/other, formerPath: /in/x", "");
    Entry entry = changed(integrations.create(talking));

    assertThat(entry.isAt("other")).isFalse();
    changed(integrations.create(AnyIntegration.named("other").at("other", null)));
    changed(integrations.create(AnyIntegration.named("x").at("x", null)));
  }

  @Test
  void fileThatIsRenamedByHandIsEditedOn() throws IOException {
    published("one");
    Path renamed = routes().resolve("renamed.camel.yaml");
    Files.writeString(
        renamed,
        file("orders.camel.yaml")
            .replace("id: orders", "id: renamed")
            .replace("deliveries/orders", "deliveries/renamed"));
    Files.delete(routes().resolve("orders.camel.yaml"));
    Entry entry = integrations.find("renamed").orElseThrow();

    changed(
        integrations.save(
            "renamed",
            new RouteFile(entry.current().file().text() + "# mine\n", null),
            entry.etag()));
  }

  @Test
  void rotationKeepsTheEndpointThatIsServedAndNotThatOfADraft() {
    Entry entry = published("one");
    String served = entry.current().integration().orElseThrow().endpointId();
    Entry rotated = changed(integrations.rotate("orders", Duration.ofHours(1), entry.etag()));
    now = now.plus(Duration.ofHours(2));

    Entry again = changed(integrations.rotate("orders", Duration.ofDays(1), rotated.etag()));

    assertThat(again.draft().orElseThrow().integration().orElseThrow().former())
        .isEqualTo(new Former(served, "2026-06-02T02:00:00Z"));
  }

  @Test
  void fileThatCannotBeReadDoesNotHideTheOthers() throws IOException {
    Entry entry = published("one");
    Files.writeString(routes().resolve("long.camel.yaml"), "#".repeat((4 << 20) + 1));
    Files.writeString(
        routes().resolve("folder.camel.yaml"),
        file("orders.camel.yaml").replace("orders", "folder"));
    Files.createDirectory(routes().resolve("folder.json.j2"));

    assertThat(integrations.page("", 10)).containsExactly(entry);
    changed(integrations.create(AnyIntegration.named("other")));
  }

  @Test
  void publishedBytesThatAreNoTextAreNotMadeADraft() throws IOException {
    Files.write(
        routes().resolve("orders.camel.yaml"),
        CUSTOMISED.replace("log: x", "log: \u00fc").getBytes(ISO_8859_1));

    assertThat(integrations.unpublish("orders", entry().etag()))
        .isInstanceOfSatisfying(
            Outcome.Refused.class, refused -> assertThat(refused.name()).isEqualTo("not-text"));
  }

  @Test
  void brokenNoteOfAChangeIsToldByItsName() throws IOException {
    Files.createDirectories(folder.resolve("data"));
    Files.writeString(folder.resolve("data/unfinished.json"), "{");

    assertThatThrownBy(() -> reopened(folder, new FailingDisk()))
        .hasMessageContaining("unfinished.json cannot be read; move it away");
  }
}
