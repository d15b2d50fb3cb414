package incoming.delivery;

/** The text of an integration that accepts each event once, told apart by {@code n}. */
final class AcceptingRoute {
  private AcceptingRoute() {}

  /**
   * The route file {@code name}, whose template has its name, too.
   *
   * @param options of its queue, as in a query
   * @param url of the target, which is called with POST
   */
  static String yaml(String name, String options, String url) {
    return """
    - route:
        id: %1$s
        from:
          uri: platform-http:/in/%1$s
          parameters: {httpMethodRestrict: POST, consumes: application/json}
          steps:
            - to: incoming:flatten
            - idempotentConsumer:
                idempotentRepository: deduplication
                completionEager: true
                expression:
                  language: {language: hash, expression: body.n}
                steps:
                  - to: incoming:accept
    - route:
        id: %1$s-delivery
        from:
          uri: incoming:deliveries/%1$s?%2$s
          steps:
            - to: jinjava:%1$s.json.j2
            - to: %3$s
    """
        .formatted(name, options, url + (url.contains("?") ? "&" : "?") + "httpMethod=POST");
  }
}
