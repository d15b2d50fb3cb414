package incoming.integration;

import incoming.integration.Authentication.Signature;
import java.util.ArrayList;
import java.util.List;

/** The routes of an integration, in the order in which they are always written. */
final class RouteWriter {
  static final String NOTE_OF_ICON = "icon=";
  static final String DELIVERIES = "incoming:deliveries/";

  private final Integration integration;

  private RouteWriter(Integration integration) {
    this.integration = integration;
  }

  static Tree tree(Integration integration) {
    RouteWriter writer = new RouteWriter(integration);
    List<Tree> routes = new ArrayList<>();
    routes.add(Tree.of("route", writer.accepting()));
    if (integration.delivery() instanceof Delivery.Queue queue) {
      routes.add(Tree.of("route", writer.delivering(queue)));
    }
    return Tree.list(routes);
  }

  private Tree accepting() {
    Members route = new Members().text("id", integration.name());
    route.textUnlessEmpty("description", integration.description());
    if (!integration.icon().isEmpty()) {
      route.text("note", NOTE_OF_ICON + integration.icon());
    }
    return route
        .with(
            "from",
            new Members()
                .text("uri", "platform-http:" + Endpoints.FOLDER + integration.endpointId())
                .with("parameters", door())
                .with("steps", Tree.list(steps()))
                .tree())
        .tree();
  }

  private Tree door() {
    Members parameters =
        new Members()
            .text("httpMethodRestrict", isVerifiedWithGet() ? "GET,POST" : "POST")
            .text("consumes", "application/json")
            .textUnlessEmpty("maxBodySize", integration.maxBodySize());
    if (integration.former() != null) {
      parameters
          .text("formerPath", Endpoints.FOLDER + integration.former().endpointId())
          .text("formerUntil", integration.former().until());
    }
    return parameters.tree();
  }

  private boolean isVerifiedWithGet() {
    return integration.authentication() instanceof Signature signature
        && signature.scheme().equals(Signature.META);
  }

  private List<Tree> steps() {
    List<Tree> steps = new ArrayList<>();
    if (!integration.allowFrom().isEmpty()) {
      steps.add(to("incoming:allow-from?cidrs=" + String.join(",", integration.allowFrom())));
    }
    AuthenticationUri.write(integration.authentication()).ifPresent(step -> steps.add(to(step)));
    if (integration.rateLimit() != null) {
      steps.add(to("incoming:rate-limit" + options(integration.rateLimit())));
    }
    steps.add(to("incoming:flatten"));
    steps.addAll(filtered(deduplicated(innermost())));
    return steps;
  }

  private static String options(RateLimit limit) {
    return limit.equals(RateLimit.DEFAULT)
        ? ""
        : "?perSecond=" + limit.rate() + "&burst=" + limit.burst();
  }

  private List<Tree> filtered(List<Tree> steps) {
    Filter filter = integration.filter();
    if (filter instanceof Filter.None) {
      return steps;
    }
    String path =
        filter instanceof Filter.Conditions conditions
            ? FilterPath.write(conditions)
            : ((Filter.JsonPath) filter).path();
    return List.of(
        Tree.of(
            "filter", new Members().text("jsonpath", path).with("steps", Tree.list(steps)).tree()));
  }

  private List<Tree> deduplicated(List<Tree> steps) {
    if (integration.hashParameters().isEmpty()) {
      return steps;
    }
    List<String> names = integration.hashParameters().stream().map(Parameters::written).toList();
    return List.of(
        Tree.of(
            "idempotentConsumer",
            new Members()
                .text("idempotentRepository", "deduplication")
                .with("completionEager", Tree.plain(true))
                .with("expression", expression("hash", String.join(", ", names)))
                .with("steps", Tree.list(steps))
                .tree()));
  }

  private List<Tree> innermost() {
    return integration.delivery() instanceof Delivery.Direct
        ? outgoing()
        : List.of(to("incoming:accept"));
  }

  private Tree delivering(Delivery.Queue queue) {
    Members from = new Members().text("uri", DELIVERIES + integration.name());
    Tree options = options(queue);
    if (options instanceof Tree.Mapping mapping && !mapping.members().isEmpty()) {
      from.with("parameters", options);
    }
    return new Members()
        .text("id", integration.name() + "-delivery")
        .with("from", from.with("steps", Tree.list(outgoing())).tree())
        .tree();
  }

  private static Tree options(Delivery.Queue queue) {
    Members options = new Members();
    if (queue.concurrency() != null) {
      options.with("concurrency", Tree.plain(queue.concurrency()));
    }
    if (queue.maxRate() != null) {
      options.with("maxRate", Tree.plain(queue.rate()));
    }
    options.textUnlessEmpty("retryDelay", queue.retryDelay());
    options.textUnlessEmpty("maxRetryDelay", queue.maxRetryDelay());
    options.textUnlessEmpty("retryFor", queue.retryFor());
    if (queue.strictOrder()) {
      options.text("order", "strict");
    }
    return options.tree();
  }

  private List<Tree> outgoing() {
    Outgoing outgoing = integration.outgoing();
    List<Tree> steps = new ArrayList<>();
    if (outgoing == null) {
      return steps;
    }
    if (outgoing.template() != null) {
      steps.add(to("jinjava:" + outgoing.template().format().file(integration.name())));
    }
    for (Header header : outgoing.headers()) {
      steps.add(
          Tree.of(
              "setHeader",
              new Members()
                  .text("name", header.name())
                  .with("expression", expression("event", header.text()))
                  .tree()));
    }
    if (!outgoing.url().isEmpty()) {
      steps.add(to(OutgoingUri.write(outgoing)));
    }
    return steps;
  }

  private static Tree expression(String language, String text) {
    return Tree.of(
        "language", new Members().text("language", language).text("expression", text).tree());
  }

  private static Tree to(String uri) {
    return Tree.of("to", Tree.text(uri));
  }
}
