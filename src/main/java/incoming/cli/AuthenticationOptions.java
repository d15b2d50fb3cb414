package incoming.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Who may post, how often and from where, as {@code create} and {@code save} are told. */
final class AuthenticationOptions {
  @Option(
      names = "--auth",
      paramLabel = "<kind>[:<key>...]",
      description =
          "Who may post: none, jwt:KEY, api-key:KEY, basic:KEY, or a signature: github:KEY, meta,"
              + " shopify, slack, standard-webhooks, stripe, or hmac with --hmac. Several keys are"
              + " separated by commas.")
  private String authentication;

  @Option(
      names = "--auth-header",
      paramLabel = "<name>",
      description = "Header with the API key; else X-Api-Key. Goes with --auth api-key.")
  private String header;

  @Option(
      names = "--hmac",
      paramLabel = "<detail>=<value>",
      split = ",",
      description =
          "How a signature of --auth hmac is made: header=X-Signature, algorithm=sha256 (or"
              + " sha512), encoding=hex (or base64), prefix=sha256=; separated by commas.")
  private Map<String, String> hmac;

  @Option(
      names = "--tolerance",
      paramLabel = "<time>",
      description = "How old a signature may be, 5m, where its scheme signs the time.")
  private String tolerance;

  @Option(
      names = "--allow-from",
      paramLabel = "<cidr>",
      description = "From where one may post; can be repeated.")
  private List<String> allowFrom;

  @Option(
      names = "--rate-limit",
      paramLabel = "<rate>[:<burst>]",
      description =
          "Requests a second, and at once (twice as many unless said); none for no limit. A new"
              + " integration has 50:100.")
  private String rateLimit;

  boolean areGiven() {
    return authentication != null || areDetails() || allowFrom != null || rateLimit != null;
  }

  private boolean areDetails() {
    return header != null || hmac != null || tolerance != null;
  }

  void apply(ObjectNode integration, Connection connection) {
    if (authentication != null) {
      integration.set("authentication", authentication(connection));
    } else if (areDetails()) {
      throw connection.usage("--auth-header, --hmac and --tolerance go with --auth.");
    }
    Json.set(integration, "allowFrom", allowFrom);
    if (rateLimit != null) {
      integration.set(
          "rateLimit", rateLimit.equals("none") ? integration.nullNode() : rateLimit(connection));
    }
  }

  private ObjectNode authentication(Connection connection) {
    int colon = authentication.indexOf(':');
    String kind = colon < 0 ? authentication : authentication.substring(0, colon);
    String keys = colon < 0 ? "" : authentication.substring(colon + 1);
    ObjectNode json = Json.object();
    switch (kind) {
      case "none" -> json.put("type", kind);
      case "jwt" -> json.put("type", kind).put("key", keys);
      case "api-key", "basic" -> Json.set(json.put("type", kind), "keys", keys(keys));
      default -> {
        Json.set(json.put("type", "signature").put("scheme", kind), "keys", keys(keys));
        Json.set(json, "tolerance", tolerance);
        if (hmac != null) {
          ObjectNode details = json.putObject("hmac");
          details.put("algorithm", "sha256").put("encoding", "hex");
          hmac.forEach(details::put);
        }
      }
    }
    if (json.path("type").asText().equals("api-key")) {
      Json.set(json, "header", header);
    } else if (header != null) {
      throw connection.usage("--auth-header goes with --auth api-key.");
    }
    if (!json.has("scheme") && (hmac != null || tolerance != null)) {
      throw connection.usage("--hmac and --tolerance go with a signature.");
    }
    return json;
  }

  private static List<String> keys(String keys) {
    return List.of(keys.split(",", -1));
  }

  private ObjectNode rateLimit(Connection connection) {
    String[] parts = rateLimit.split(":", 2);
    try {
      double perSecond = Double.parseDouble(parts[0]);
      int burst = parts.length == 2 ? Integer.parseInt(parts[1]) : (int) Math.ceil(2 * perSecond);
      return Json.object().put("perSecond", perSecond).put("burst", burst);
    } catch (NumberFormatException e) {
      throw connection.usage("--rate-limit is written 50, 50:100 or none.");
    }
  }
}
