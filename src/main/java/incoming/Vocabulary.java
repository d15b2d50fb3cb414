package incoming;

import incoming.auth.Authentication;
import incoming.delivery.Outbox;
import incoming.event.Flatten;
import incoming.jinjava.JinjavaComponent;
import incoming.route.IncomingComponent;
import incoming.route.Reads;
import incoming.route.Step;
import incoming.target.TargetComponent;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;

/** What a route file may name, apart from the door and the deduplication store. */
final class Vocabulary {
  private Vocabulary() {}

  /** Who may post, as {@code configuration} says. */
  static Authentication authentication(Configuration configuration) {
    return new Authentication(
        configuration.keys(),
        configuration.login(),
        configuration.data(),
        configuration.proxies(),
        Clock.systemUTC());
  }

  /** Adds it to {@code camel}; what is read for a template is read through {@code reads}. */
  static void addTo(
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
}
