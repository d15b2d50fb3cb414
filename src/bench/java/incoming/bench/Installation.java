package incoming.bench;

import incoming.bench.Workload.Guard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder from which the product is run, as a user would have it: route files, templates and
 * settings, and nothing that is not needed.
 */
record Installation(Path folder, int port, int managementPort) {

  /**
   * Writes one integration for each workload into {@code folder}.
   *
   * @param integrations how many there are altogether, at least; more are copies of {@code direct}
   */
  static Installation write(Path folder, BenchKeys keys, int sinkPort, int integrations)
      throws IOException {
    Path routes = Files.createDirectories(folder.resolve("routes"));
    for (Workload workload : Workload.values()) {
      write(routes, workload.word(), workload.queued(), workload.guard(), sinkPort);
    }
    for (int i = Workload.values().length; i < integrations; i++) {
      write(routes, "direct-" + i, false, Guard.NONE, sinkPort);
    }
    Installation installation = new Installation(folder, Port.free(), Port.free());
    Files.writeString(
        folder.resolve("application.properties"), installation.settings(keys, sinkPort));
    return installation;
  }

  private String settings(BenchKeys keys, int sinkPort) {
    return """
        camel.server.host=127.0.0.1
        camel.server.port=%d
        camel.management.port=%d
        incoming.delivery.allow-hosts=127.0.0.1:%d
        """
            .formatted(port, managementPort, sinkPort)
        + keys.settings();
  }

  private static void write(Path routes, String name, boolean queued, Guard guard, int sinkPort)
      throws IOException {
    String template = name + ".json.j2";
    String call =
        """
        - to: jinjava:%s
        - to: http://127.0.0.1:%d/events?httpMethod=POST
        """
            .formatted(template, sinkPort);
    String check =
        guard.key().map(key -> "        - to: incoming:jwt?apiKey=" + key + "\n").orElse("");
    String route =
        """
        - route:
            id: %s
            from:
              uri: platform-http:/in/%s
              parameters:
                httpMethodRestrict: POST
                consumes: application/json
              steps:
        %s        - to: incoming:flatten
                - idempotentConsumer:
                    idempotentRepository: deduplication
                    completionEager: true
                    expression:
                      language:
                        language: hash
                        expression: %s
                    steps:
        %s"""
            .formatted(
                name,
                name,
                check,
                Cart.HASHED,
                (queued ? "- to: incoming:accept\n" : call).indent(14));
    Files.writeString(
        routes.resolve(name + ".camel.yaml"), queued ? route + delivery(name, call) : route);
    Files.writeString(routes.resolve(template), Cart.template());
  }

  private static String delivery(String name, String call) {
    return """
        - route:
            id: %s-delivery
            from:
              uri: incoming:deliveries/%s
              steps:
        %s"""
        .formatted(name, name, call.indent(8));
  }
}
