package incoming;

import incoming.auth.ApiKeys;
import incoming.auth.Authentication;
import incoming.auth.Login;
import incoming.config.FileFunction;
import incoming.console.Parts;
import incoming.dedup.Deduplication;
import incoming.dedup.HashLanguage;
import incoming.delivery.Deliveries;
import incoming.delivery.Outbox;
import incoming.filter.JsonPaths;
import incoming.http.Door;
import incoming.http.DoorFactory;
import incoming.route.IntegrationState;
import incoming.route.Reads;
import incoming.route.RouteFiles;
import incoming.route.RouteFilesCheck;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RedeliveryPolicyDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts together: settings first, then everything that a route file may name. */
final class Assembly extends MainListenerSupport {
  private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);

  private final Reads reads = new Reads();
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private CamelContext camel;
  private Configuration configuration;
  private DoorFactory doors;
  private Authentication authentication;
  private Opening<Deduplication> deduplication;
  private Opening<Outbox> opening;
  private Outbox outbox;
  private RouteFiles files;
  private AdminPort adminPort;
  private Workshop workshop;

  /** Not the caller's line, or the JVM would load classes of Camel to run a command. */
  void attachTo(Main main) {
    main.addMainListener(this);
  }

  @Override
  public void beforeConfigure(BaseMainSupport main) {
    camel = main.getCamelContext();
    camel.getPropertiesComponent().addPropertiesFunction(new FileFunction());
    configuration = Configuration.read(Configuration.settings(camel));
    deduplication = Opening.begin("incoming-deduplication", this::openDeduplication);
    outbox = new Outbox(configuration.delivery(), meters, Clock.systemUTC());
    opening = Opening.begin("incoming-outbox", this::openOutbox);
    camel.getCamelContextExtension().setErrorHandlerFactory(errorHandler());
    adminPort = new AdminPort(configuration, meters);
    doors = new DoorFactory(configuration.door(), adminPort::listen, meters);
    camel.getRegistry().bind("doors", doors);
    JsonPaths.install();
    authentication = Vocabulary.authentication(configuration);
    Vocabulary.addTo(camel, configuration, authentication, outbox, reads);
    files =
        new RouteFiles(
            (ModelCamelContext) camel,
            configuration.routes(),
            configuration.data().resolve("last-good"),
            doors.table(),
            outbox.table(),
            reads,
            configuration.watch(),
            authentication.apiKeys()::names,
            meters,
            Clock.systemUTC());
    camel.getRegistry().bind("route-files", new RouteFilesCheck(files));
    workshop = new Workshop(camel, configuration, doors.table(), files);
  }

  /** The door logs what fails, once; Camel would log it before, with the history of the message. */
  private static DefaultErrorHandlerDefinition errorHandler() {
    DefaultErrorHandlerDefinition handler = new DefaultErrorHandlerDefinition();
    handler.setRedeliveryPolicy(new RedeliveryPolicyDefinition().logExhaustedMessageHistory(false));
    handler.setLevel("DEBUG");
    return handler;
  }

  private Deduplication openDeduplication() throws IOException {
    return Deduplication.open(
        configuration.data().resolve("deduplication"), configuration.dedup(), Clock.systemUTC());
  }

  private Outbox openOutbox() throws IOException {
    outbox.open(
        configuration.data(),
        configuration.broker(),
        configuration.history(),
        rest -> doors.door().resume(rest));
    return outbox;
  }

  /** Loads the route files and lets requests in. */
  void open() {
    camel.getRegistry().bind("deduplication", deduplication.await());
    opening.await().settle(deduplication.await());
    FunctionCounter.builder(
            "incoming.deduplication.without.parameters",
            (HashLanguage) camel.resolveLanguage("hash"),
            HashLanguage::withoutParameters)
        .description("Requests with none of the parameters of their hash, each accepted as new")
        .register(meters);
    Door door = doors.door();
    workshop.open();
    files.load();
    authentication.login().open(camel);
    door.open();
    files.watch();
    List<IntegrationState> states = files.states();
    LOG.info(
        "ready on {}: {} integrations running, {} refused",
        door.address(),
        states.stream().filter(state -> state.running().isPresent()).count(),
        states.stream().filter(state -> state.problem().isPresent()).count());
    adminPort.open(parts());
  }

  private Parts parts() {
    return new Parts(
        outbox.deliveries(),
        workshop.integrations(),
        files::states,
        files::check,
        configuration.routes(),
        authentication.apiKeys(),
        authentication.login(),
        workshop.kept(),
        workshop.samples(),
        workshop.windows(),
        workshop.tries(),
        meters,
        Instant.now(),
        Clock.systemUTC());
  }

  /** Takes no new requests and waits for those in work. */
  void drain() {
    if (adminPort != null) {
      adminPort.close();
    }
    if (files != null) {
      files.close();
    }
    if (outbox != null) {
      outbox.rest();
    }
    if (doors != null && doors.isBuilt()) {
      doors.door().drain();
    }
    if (outbox != null) {
      outbox.drain();
    }
    if (authentication != null) {
      authentication.login().close();
    }
  }

  /** The API keys that requests and logins are checked with. */
  ApiKeys apiKeys() {
    return authentication.apiKeys();
  }

  /** Where API keys are exchanged for tokens. */
  Login login() {
    return authentication.login();
  }

  /** Where integrations are made; only after {@link #open}. */
  Workshop workshop() {
    return workshop;
  }

  /** What operators ask about deliveries and do with them. */
  Deliveries deliveries() {
    return outbox.deliveries();
  }

  /** Closes what Camel does not, once Camel has stopped. */
  void close() {
    if (workshop != null) {
      workshop.close();
    }
    try {
      if (opening != null) {
        opening.close();
      }
    } finally {
      if (deduplication != null) {
        deduplication.close();
      }
    }
  }
}
