package incoming;

import incoming.config.FileFunction;
import incoming.config.Settings;
import incoming.delivery.Outbox;
import incoming.http.DoorComponent;
import incoming.http.EndpointTable;
import incoming.route.Finding;
import incoming.route.Finding.Severity;
import incoming.route.Lint;
import incoming.route.Reads;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

/**
 * The application with all that a route file may name, and without anything that runs: no port is
 * opened, nothing under {@code data/} is touched, and Camel is not started.
 *
 * <p>Reads the settings as a start does. What is wrong with them are warnings here: an environment
 * variable that holds a secret is seldom set where files are checked.
 */
final class Rehearsal extends MainListenerSupport implements AutoCloseable {
  private final Main main = new Main();
  private final Optional<Path> folder;
  private Configuration configuration;
  private List<String> problems;

  /** With the route files in {@code folder}, or else where the settings say. */
  Rehearsal(Optional<Path> folder) {
    this.folder = folder;
    MainSettings.tell(main);
    main.addOverrideProperty("camel.server.enabled", "false");
    main.addOverrideProperty("camel.management.enabled", "false");
    main.addMainListener(this);
    main.init();
  }

  @Override
  public void beforeConfigure(BaseMainSupport support) {
    CamelContext camel = support.getCamelContext();
    camel.getPropertiesComponent().addPropertiesFunction(new FileFunction());
    Settings settings = Configuration.settings(camel);
    Configuration read = Configuration.attempt(settings);
    configuration = folder.map(read::withRoutes).orElse(read);
    problems = settings.problems();
    camel.addComponent(
        "platform-http", new DoorComponent(new EndpointTable(), configuration.door(), 0));
    Outbox outbox =
        new Outbox(configuration.delivery(), new SimpleMeterRegistry(), Clock.systemUTC());
    Vocabulary.addTo(
        camel, configuration, Vocabulary.authentication(configuration), outbox, new Reads());
    // Only its name counts: what a route file calls so is the store, which stays closed.
    camel.getRegistry().bind("deduplication", new MemoryIdempotentRepository());
  }

  /** Where the route files are. */
  Path routes() {
    return configuration.routes();
  }

  /** All findings, those in the settings among them. */
  Lint.Checked check() throws IOException {
    Lint.Checked checked =
        new Lint(main.getCamelContext(), Severity.WARNING).folder(configuration.routes());
    List<Finding> all = new ArrayList<>(settings());
    all.addAll(checked.findings());
    return new Lint.Checked(checked.files(), all);
  }

  private List<Finding> settings() throws IOException {
    Path file = Path.of(MainSettings.FILE);
    List<String> lines = Files.isReadable(file) ? Files.readAllLines(file) : List.of();
    return problems.stream()
        .map(problem -> new Finding(file, line(problem, lines), 1, Severity.WARNING, problem))
        .sorted(Finding.ORDER)
        .toList();
  }

  /** The first line with the key with which {@code problem} begins; 1 when it is set elsewhere. */
  private static int line(String problem, List<String> lines) {
    String key = problem.substring(0, Math.max(0, problem.indexOf(": ")));
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).strip().matches(Pattern.quote(key) + "[.=:\\s].*")) {
        return i + 1;
      }
    }
    return 1;
  }

  @Override
  public void close() {
    main.shutdown();
  }
}
