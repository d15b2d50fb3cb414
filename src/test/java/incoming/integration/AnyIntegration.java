package incoming.integration;

import incoming.event.JsonText;
import incoming.integration.Filter.Match;
import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Integrations without faults, of the most hostile texts that there are. */
final class AnyIntegration {
  private AnyIntegration() {}

  /** One of which nothing is known but its name. */
  static Integration named(String name) {
    return new Integration(
        name, "", "", "", null, "", null, null, RateLimit.DEFAULT, null, null, null, null);
  }

  /** Any of them. */
  static Arbitrary<Integration> all() {
    return combine(names(), templates().injectNull(0.2), anyUrls())
        .filter(integration -> integration.faults().isEmpty());
  }

  /** Those that a lint which knows the keys of the tests has nothing to say of. */
  static Arbitrary<Integration> running() {
    return combine(names(), Arbitraries.just(new Template(Template.Format.JSON, "{}")), knownUrls())
        .filter(
            integration ->
                integration.faults().isEmpty()
                    && integration.missing().isEmpty()
                    && integration.outgoing().credentials().isEmpty()
                    && integration.outgoing().headers().stream()
                        .noneMatch(header -> header.text().contains("{{")));
  }

  private static Arbitrary<Integration> combine(
      Arbitrary<String> names, Arbitrary<Template> templates, Arbitrary<String> urls) {
    Arbitrary<Integration> who =
        Combinators.combine(
                names,
                lines(),
                names().injectNull(0.5),
                endpoints(),
                formers().injectNull(0.7),
                Arbitraries.of("4MiB", "512", "1KiB", ""),
                authentications(),
                Arbitraries.of("192.0.2.0/24", "2001:db8::/32", "10.0.0.1")
                    .list()
                    .uniqueElements()
                    .ofMaxSize(3))
            .as(
                (name, line, icon, id, former, size, authentication, from) ->
                    new Integration(
                        name,
                        line,
                        icon,
                        id,
                        former,
                        size,
                        authentication,
                        from,
                        null,
                        null,
                        null,
                        null,
                        null));
    return Combinators.combine(
            who,
            rates().injectNull(0.3),
            filters(),
            parameters().list().uniqueElements().ofMaxSize(5),
            deliveries(),
            outgoings(templates, urls).injectNull(0.1))
        .as(
            (head, rate, filter, hash, delivery, outgoing) ->
                new Integration(
                    head.name(),
                    head.description(),
                    head.icon(),
                    head.endpointId(),
                    head.former(),
                    head.maxBodySize(),
                    head.authentication(),
                    head.allowFrom(),
                    rate,
                    filter,
                    hash,
                    delivery,
                    outgoing));
  }

  private static Arbitrary<String> names() {
    return Arbitraries.of("orders", "cart-abandoned", "on", "null", "1", "2026-01-02", "0x1f", "y");
  }

  private static Arbitrary<String> endpoints() {
    return Arbitraries.oneOf(
            Arbitraries.of("6f1c9f2e-4c0e-4f5a-9a53-0a8b7c7a1d10", "1", "true", "~", "1e3", "a.b"),
            Arbitraries.strings()
                .alpha()
                .numeric()
                .withChars("-._~")
                .ofMinLength(1)
                .ofMaxLength(20))
        .filter(id -> !id.startsWith("."));
  }

  private static Arbitrary<Former> formers() {
    return Arbitraries.of("0b9d3c1e-8a57-4d0c-b1f6-5f3f2a9c7e44", "former")
        .map(id -> new Former(id, "2026-12-31T12:00:00Z"));
  }

  /** Texts that YAML, Camel, JSONPath or a regular expression might take for something else. */
  static Arbitrary<String> hostile() {
    Arbitrary<String> bits =
        Arbitraries.of(
            "'",
            "\"",
            "\\",
            "/",
            ":",
            ": ",
            " #",
            "#",
            "- ",
            "{",
            "}",
            "{{",
            "}}",
            "${",
            "[",
            "]",
            "(",
            ")",
            "&",
            "*",
            "!",
            "|",
            ">",
            "%",
            "@",
            "`",
            ",",
            "?",
            "=",
            "~",
            "$",
            "^",
            ".",
            "+",
            " ",
            "  ",
            "\n",
            "\r\n",
            "\t",
            "\u0000",
            "\u0085",
            "\u2028",
            "\uFEFF",
            "\uFFFE",
            "\uD83D\uDED2",
            "ü",
            "&&",
            "||",
            "=~",
            "yes",
            "No",
            "null",
            "1e3",
            "0o7",
            "1:30",
            "2026-01-02",
            "<<",
            "---",
            "...",
            "\\u007b",
            "\\E",
            "\\Q",
            "resource:",
            "RAW(",
            "platform-http:/in/stolen",
            "formerPath: /in/stolen",
            "jinjava:orders.xml.j2",
            "abc");
    return bits.list().ofMaxSize(6).map(list -> String.join("", list));
  }

  private static Arbitrary<String> lines() {
    return hostile()
        .filter(
            text ->
                isFit(
                    new Integration(
                        "a", text, "", "a", null, "", null, null, null, null, null, null, null)));
  }

  private static boolean isFit(Integration integration) {
    return integration.faults().isEmpty();
  }

  private static Arbitrary<Authentication> authentications() {
    return Arbitraries.oneOf(
        knownAuthentications(),
        Arbitraries.strings()
            .alpha()
            .withChars("=_.:,/-")
            .ofMaxLength(32)
            .map(prefix -> new Authentication.Hmac("X_Signature.1", "sha256", "hex", prefix))
            .map(hmac -> new Authentication.Signature("hmac", List.of("github"), "", hmac)));
  }

  private static Arbitrary<Authentication> knownAuthentications() {
    return Arbitraries.of(
        new Authentication.None(),
        new Authentication.Jwt("demo"),
        new Authentication.ApiKey("", List.of("api")),
        new Authentication.ApiKey("X-Shop-Key", List.of("api")),
        new Authentication.Basic(List.of("login")),
        new Authentication.Signature("github", List.of("github"), "", null),
        new Authentication.Signature("meta", List.of("meta", "github"), "", null),
        new Authentication.Signature("stripe", List.of("stripe"), "10m", null),
        new Authentication.Signature(
            "hmac",
            List.of("github"),
            "",
            new Authentication.Hmac("X-Signature", "sha512", "base64", "v1,sha=")),
        new Authentication.Signature(
            "hmac",
            List.of("slack"),
            "",
            new Authentication.Hmac("X-Signature", "sha256", "hex", "")));
  }

  private static Arbitrary<RateLimit> rates() {
    Arbitrary<RateLimit> any =
        Combinators.combine(
                Arbitraries.bigDecimals()
                    .between(new BigDecimal("0.001"), new BigDecimal(1_000_000))
                    .ofScale(6),
                Arbitraries.integers().between(1, 1_000_000))
            .as((perSecond, burst) -> new RateLimit(perSecond.doubleValue(), burst));
    return Arbitraries.oneOf(
        any,
        Arbitraries.of(
            RateLimit.DEFAULT, new RateLimit(1_000_000, 1_000_000), new RateLimit(50, 99)));
  }

  /** Flat names, with hostile texts for members. */
  static Arbitrary<String> parameters() {
    Arbitrary<String> member =
        hostile()
            .map(
                text -> {
                  StringBuilder name = new StringBuilder("body[");
                  JsonText.quote(text, name);
                  return Parameters.canonical(name.append("].x[0]").toString());
                });
    return Arbitraries.oneOf(
        Arbitraries.of("body.order.id", "headers[\"x-request-id\"]", "query.a", "body", "method"),
        member);
  }

  private static Arbitrary<Filter> filters() {
    return Arbitraries.oneOf(
        Arbitraries.just(new Filter.None()),
        Combinators.combine(
                Arbitraries.of(Match.class), conditions().list().ofMinSize(1).ofMaxSize(4))
            .as(Filter.Conditions::new),
        Arbitraries.of(
            new Filter.JsonPath("$.body[?(@.type == 'x')]"),
            new Filter.JsonPath("$[?(@.body.a in ['x', 'y'])]"),
            new Filter.JsonPath("$[?(@.body.a =~ /x.*/i)]")),
        hostile()
            .flatMap(
                text ->
                    Arbitraries.of(
                        "$[?(@.body.a == '" + text + "')]",
                        "$[?(@.body.a =~ /" + text + "/i)]",
                        "$.body['" + text + "']",
                        "$" + text))
            .map(Filter.JsonPath::new)
            .map(path -> FilterPath.read(path.path()))
            .filter(
                filter -> {
                  Faults faults = new Faults();
                  filter.check(faults);
                  return faults.all().isEmpty();
                }));
  }

  /** Conditions without faults. */
  static Arbitrary<Condition> conditions() {
    Arbitrary<Object> values =
        Arbitraries.oneOf(
            hostile().map(Object.class::cast),
            Arbitraries.of(
                new BigDecimal("5"),
                new BigDecimal("-1.50"),
                new BigDecimal("1E+20"),
                new BigDecimal("1E-20"),
                true,
                false),
            Arbitraries.of("[0-9]+", "a/b", "a\\/b", "\\\\/", "(x|y)", "\\d", "a{2}", "[)]"));
    return Combinators.combine(parameters(), Arbitraries.of(Operator.class), values.injectNull(0.1))
        .as((name, op, value) -> new Condition(name, op, op == Operator.EXISTS ? null : value))
        .filter(
            condition -> {
              Faults faults = new Faults();
              condition.check(faults);
              return faults.all().isEmpty();
            });
  }

  private static Arbitrary<Delivery> deliveries() {
    Arbitrary<String> times = Arbitraries.of("", "10ms", "1s", "15m", "1h");
    Arbitrary<Delivery> any =
        Combinators.combine(
                Arbitraries.integers().between(1, 64).injectNull(0.5),
                Arbitraries.bigDecimals()
                    .between(new BigDecimal("0.000001"), new BigDecimal(999_999))
                    .ofScale(6)
                    .map(BigDecimal::doubleValue)
                    .injectNull(0.5),
                times,
                times,
                Arbitraries.of("", "0s", "30d"))
            .as(
                (calls, rate, first, last, all) ->
                    new Delivery.Queue(calls, rate, first, last, all, calls == null));
    return Arbitraries.oneOf(any, Arbitraries.of(Delivery.Queue.DEFAULT, new Delivery.Direct()));
  }

  private static Arbitrary<Template> templates() {
    return Combinators.combine(Arbitraries.of(Template.Format.class), hostile()).as(Template::new);
  }

  private static Arbitrary<String> anyUrls() {
    return Arbitraries.oneOf(
        knownUrls(), hostile().flatMap(AnyIntegration::urls).filter(url -> isFit(call(url))));
  }

  private static Arbitrary<Outgoing> outgoings(
      Arbitrary<Template> templates, Arbitrary<String> urls) {
    Arbitrary<Header> headers =
        Arbitraries.oneOf(
            knownHeaders(),
            hostile().map(text -> new Header("X-Hostile", text)).filter(AnyIntegration::isFit));
    return Combinators.combine(
            Arbitraries.of("POST", "PUT", "GET", "DELETE", "PATCH"),
            urls,
            headers.list().uniqueElements(Header::name).ofMaxSize(3),
            Arbitraries.of("", "", "", "crm"),
            Arbitraries.of(1, 30_000).injectNull(0.5),
            Arbitraries.of(1, 30_000).injectNull(0.5),
            templates)
        .as(Outgoing::new);
  }

  private static boolean isFit(Header header) {
    Faults faults = new Faults();
    header.check(faults);
    return faults.all().isEmpty();
  }

  private static Outgoing call(String url) {
    return new Outgoing("POST", url, null, "", null, null, null);
  }

  private static boolean isFit(Outgoing outgoing) {
    Faults faults = new Faults();
    outgoing.check(faults);
    return faults.all().isEmpty();
  }

  private static Arbitrary<String> urls(String text) {
    return Arbitraries.of(
        "https://crm.example.com/" + text,
        "https://crm.example.com/a?b=" + text + "&c=d",
        "https://crm.example.com/a?" + text,
        "http://" + text);
  }

  private static Arbitrary<String> knownUrls() {
    return Arbitraries.of(
        "https://crm.example.com",
        "https://crm.example.com/v1/orders?a=b&c=d",
        "https://crm.example.com/v1/{body.order.id}?source={query.src}",
        "http://crm.example.com:8080/a,b;c=d/~x",
        "https://crm.example.com/{body[\"a b\"]}");
  }

  private static Arbitrary<Header> knownHeaders() {
    return Arbitraries.of(
        new Header("X-Shop", "shop {body.shop}"),
        new Header("X-A", "a: 'b' # c"),
        new Header("X-B", "yes"),
        new Header("X-C", "\\{ {headers[\"x-a\"]} }"));
  }
}
