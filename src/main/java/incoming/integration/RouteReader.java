package incoming.integration;

import incoming.event.ParameterName;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What of an integration can be found in the routes of a file.
 *
 * <p>Never fails and passes over what it does not know: whether that is everything is told by
 * writing what was found, and comparing.
 */
final class RouteReader {
  private static final String SERVED = "platform-http:" + Endpoints.FOLDER;
  private static final Pattern NUMBER = Pattern.compile("\\d{1,7}(\\.\\d{1,9})?");
  private static final Pattern WHOLE = Pattern.compile("\\d{1,9}");

  private final Template template;
  private final List<Header> headers = new ArrayList<>();
  private Authentication authentication = new Authentication.None();
  private List<String> allowFrom = List.of();
  private RateLimit rateLimit;
  private Filter filter = new Filter.None();
  private List<String> hashParameters = List.of();
  private boolean queued;
  private boolean templated;
  private String target = "";

  private RouteReader(Template template) {
    this.template = template;
  }

  static Integration integration(Tree document, Template template) {
    return new RouteReader(template).read(document);
  }

  private Integration read(Tree document) {
    List<Tree> routes = document.elements();
    Tree accepting = routes.isEmpty() ? Tree.nothing() : routes.get(0).at("route");
    Tree delivering = routes.size() < 2 ? Tree.nothing() : routes.get(1).at("route").at("from");
    Tree from = accepting.at("from");
    Tree door = from.at("parameters");
    steps(from.at("steps"));
    steps(delivering.at("steps"));
    return new Integration(
        accepting.at("id").text(),
        accepting.at("description").text(),
        behind(RouteWriter.NOTE_OF_ICON, accepting.at("note").text()),
        behind(SERVED, from.at("uri").text()),
        former(door),
        door.at("maxBodySize").text(),
        authentication,
        allowFrom,
        rateLimit,
        filter,
        hashParameters,
        queued ? queue(delivering.at("parameters")) : new Delivery.Direct(),
        outgoing());
  }

  private static Former former(Tree door) {
    String path = door.at("formerPath").text();
    return path.isEmpty()
        ? null
        : new Former(behind(Endpoints.FOLDER, path), door.at("formerUntil").text());
  }

  private void steps(Tree steps) {
    for (Tree step : steps.elements()) {
      to(step.at("to").text());
      if (step.at("filter") instanceof Tree.Mapping inner) {
        filter = FilterPath.read(inner.at("jsonpath").text());
        steps(inner.at("steps"));
      }
      if (step.at("idempotentConsumer") instanceof Tree.Mapping inner) {
        hashParameters = names(expression(inner));
        steps(inner.at("steps"));
      }
      if (step.at("setHeader") instanceof Tree.Mapping header) {
        headers.add(new Header(header.at("name").text(), expression(header)));
      }
    }
  }

  private static String expression(Tree step) {
    return step.at("expression").at("language").at("expression").text();
  }

  private static List<String> names(String list) {
    try {
      return ParameterName.list(list).stream().map(ParameterName::toString).toList();
    } catch (IllegalArgumentException e) {
      return List.of();
    }
  }

  private void to(String uri) {
    StepUri step = StepUri.read(uri);
    AuthenticationUri.read(step).ifPresent(found -> authentication = found);
    switch (step.step()) {
      case "incoming:allow-from" -> allowFrom = step.list("cidrs");
      case "incoming:rate-limit" -> rateLimit = rateLimit(step);
      case "incoming:accept" -> queued = true;
      default -> {
        templated |= uri.startsWith("jinjava:");
        target = uri.startsWith("http:") || uri.startsWith("https:") ? uri : target;
      }
    }
  }

  private static RateLimit rateLimit(StepUri step) {
    Double perSecond = number(step.text("perSecond"));
    Integer burst = whole(step.text("burst"));
    return perSecond == null || burst == null ? RateLimit.DEFAULT : new RateLimit(perSecond, burst);
  }

  private static Delivery queue(Tree options) {
    return new Delivery.Queue(
        whole(options.at("concurrency").text()),
        number(options.at("maxRate").text()),
        options.at("retryDelay").text(),
        options.at("maxRetryDelay").text(),
        options.at("retryFor").text(),
        options.at("order").text().equals("strict"));
  }

  private Outgoing outgoing() {
    return target.isEmpty() && headers.isEmpty() && !templated
        ? null
        : OutgoingUri.read(target, headers, templated ? template : null);
  }

  private static String behind(String prefix, String text) {
    return text.startsWith(prefix) ? text.substring(prefix.length()) : "";
  }

  private static Double number(String text) {
    Matcher number = NUMBER.matcher(text);
    return number.matches() ? Double.valueOf(text) : null;
  }

  private static Integer whole(String text) {
    return WHOLE.matcher(text).matches() ? Integer.valueOf(text) : null;
  }
}
