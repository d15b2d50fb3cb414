package incoming;

import incoming.auth.ApiKeys;
import incoming.auth.Authentication;
import incoming.auth.Login;
import incoming.config.CamelLookup;
import incoming.config.FileFunction;
import incoming.config.Settings;
import incoming.console.Console;
import incoming.console.Parts;
import incoming.dedup.Deduplication;
import incoming.dedup.HashLanguage;
import incoming.delivery.Deliveries;
import incoming.delivery.Outbox;
import incoming.event.Flatten;
import incoming.http.Door;
import incoming.http.DoorFactory;
import incoming.jinjava.JinjavaComponent;
import incoming.management.ManagementServer;
import incoming.route.IncomingComponent;
import incoming.route.IntegrationState;
import incoming.route.Reads;
import incoming.route.RouteFiles;
import incoming.route.RouteFilesCheck;
import incoming.route.Step;
import incoming.target.TargetComponent;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.Service;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.HttpManagementServerConfigurationProperties;
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

  /** What camel-main is told unless {@code application.properties} says otherwise. */
  static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("camel.main.name", "incoming"),
          Map.entry("camel.main.jmxEnabled", "false"),
          Map.entry("camel.main.routesCollectorEnabled", "false"),
          Map.entry("camel.main.autoConfigurationLogSummary", "false"),
          Map.entry("camel.main.startupSummaryLevel", "Off"),
          Map.entry("camel.main.shutdownLogInflightExchangesOnTimeout", "false"),
          Map.entry("camel.server.enabled", "true"),
          Map.entry("camel.management.enabled", "true"),
          Map.entry("camel.management.host", "127.0.0.1"),
          Map.entry("camel.management.port", "9876"),
          // They would hold every version of a route for ever; route files have a check of ours.
          Map.entry("camel.health.routesEnabled", "false"),
          Map.entry("camel.health.consumersEnabled", "false"));

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
  private Console console;
  private String consoleAddress;
  private Workshop workshop;

  /** Not the caller's line, or the JVM would load classes of Camel to run a command. */
  void attachTo(Main main) {
    main.addMainListener(this);
  }

  @Override
  public void beforeConfigure(BaseMainSupport main) {
    camel = main.getCamelContext();
    camel.getPropertiesComponent().addPropertiesFunction(new FileFunction());
    configuration = Configuration.read(settings(camel));
    deduplication = Opening.begin("incoming-deduplication", this::openDeduplication);
    outbox = new Outbox(configuration.delivery(), meters, Clock.systemUTC());
    opening = Opening.begin("incoming-outbox", this::openOutbox);
    camel.getCamelContextExtension().setErrorHandlerFactory(errorHandler());
    console =
        new Console(
            configuration.console(),
            configuration.proxies(),
            configuration.data(),
            Clock.systemUTC());
    doors = new DoorFactory(configuration.door(), this::managementServer, meters);
    camel.getRegistry().bind("doors", doors);
    authentication = authentication(configuration);
    addComponents(camel, configuration, authentication, outbox, reads);
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

  /** Listens before the first route file is loaded: readiness can be asked for from the start. */
  private Service managementServer(
      CamelContext context, HttpManagementServerConfigurationProperties settings) {
    ManagementServer server = new ManagementServer(context, settings, meters, console);
    server.start();
    consoleAddress = server.address();
    return server;
  }

  /** Who may post, as {@code configuration} says. */
  static Authentication authentication(Configuration configuration) {
    return new Authentication(
        configuration.keys(),
        configuration.login(),
        configuration.data(),
        configuration.proxies(),
        Clock.systemUTC());
  }

  /** Adds what a route file may name, apart from the door and the deduplication store. */
  static void addComponents(
      CamelContext camel,
      Configuration configuration,
      Authentication authentication,
      Outbox outbox,
      Reads reads) {
    camel.addComponent(
        "incoming", new IncomingComponent(steps(configuration, authentication, outbox), outbox));
    TargetComponent target =
        new TargetComponent(configuration.target(), configuration.credentials());
    camel.addComponent("http", target);
    camel.addComponent("https", target);
    JinjavaComponent jinjava = new JinjavaComponent(reads::open);
    jinjava.setDirectory(configuration.routes().toString());
    camel.addComponent("jinjava", jinjava);
  }

  private static Map<String, Step> steps(
      Configuration configuration, Authentication authentication, Outbox outbox) {
    Flatten flatten = new Flatten(configuration.event());
    Processor accept = outbox.accept();
    Map<String, Step> steps = new HashMap<>(authentication.steps());
    steps.put("flatten", options -> flatten);
    steps.put("accept", options -> accept);
    return steps;
  }

  private Deduplication openDeduplication() throws IOException {
    return Deduplication.open(
        configuration.data().resolve("deduplication"), configuration.dedup(), Clock.systemUTC());
  }

  private Outbox openOutbox() throws IOException {
    outbox.open(configuration.data(), configuration.broker(), configuration.history());
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
    openConsole();
  }

  private void openConsole() {
    Parts parts =
        new Parts(
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
    // To the terminal and not through the log, which may be kept and read by many.
    console.open(parts).ifPresent(token -> System.err.println("The console: " + link(token)));
  }

  /** The token is behind the #, which no browser sends to any server. */
  private String link(String token) {
    return consoleAddress + "/console#token=" + token;
  }

  /** Takes no new requests and waits for those in work. */
  void drain() {
    if (console != null) {
      console.close();
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

  /** The door logs what fails, once; Camel would log it before, with the history of the message. */
  private static DefaultErrorHandlerDefinition errorHandler() {
    DefaultErrorHandlerDefinition handler = new DefaultErrorHandlerDefinition();
    handler.setRedeliveryPolicy(new RedeliveryPolicyDefinition().logExhaustedMessageHistory(false));
    handler.setLevel("DEBUG");
    return handler;
  }

  /** The settings of {@code camel}'s properties and of the environment. */
  static Settings settings(CamelContext camel) {
    return new Settings(
        incoming(camel.getPropertiesComponent().loadProperties(Settings::isMeant)),
        incoming(System.getProperties()),
        System.getenv(),
        new CamelLookup(camel));
  }

  private static Map<String, String> incoming(Properties properties) {
    Map<String, String> map = new TreeMap<>();
    for (String key : properties.stringPropertyNames()) {
      if (Settings.isMeant(key)) {
        map.put(key, properties.getProperty(key));
      }
    }
    return map;
  }
}
