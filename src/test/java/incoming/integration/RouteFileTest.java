package incoming.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incoming.integration.RouteFile.Canonical;
import incoming.integration.RouteFile.Customised;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class RouteFileTest {
  private static final Template BODY = new Template(Template.Format.JSON, "{}");

  @Provide
  Arbitrary<Integration> integrations() {
    return AnyIntegration.all();
  }

  @Property(tries = 500)
  void whatIsWrittenIsReadBackAsItWas(@ForAll("integrations") Integration integration) {
    assertThat(RouteFile.write(integration).shape()).isEqualTo(new Canonical(integration));
  }

  @Property(tries = 100)
  void sameIntegrationIsWrittenAsTheSameText(@ForAll("integrations") Integration integration) {
    RouteFile first = RouteFile.write(integration);

    assertThat(RouteFile.write(((Canonical) first.shape()).integration())).isEqualTo(first);
  }

  @Property(tries = 500)
  void anyTextHasAShape(@ForAll String text) {
    assertThat(new RouteFile(text, null).shape()).isInstanceOf(Customised.class);
  }

  @Test
  void commentAtTheHeadOfAFileIsKeptAndNoOther() {
    RouteFile written = RouteFile.write(AnyIntegration.named("orders").at("1", null));
    RouteFile before = new RouteFile("# Of the shop.\n\n  # Ask Anna.\r\n- route: # x\n", null);

    assertThat(written.below(before).text())
        .isEqualTo("# Of the shop.\n\n  # Ask Anna.\r\n" + written.text());
    assertThat(written.below(before).shape()).isEqualTo(written.shape());
    assertThat(written.below(written)).isEqualTo(written);
  }

  private static RouteFile shipped(Path folder, String name) {
    try {
      return new RouteFile(
          Files.readString(folder.resolve(name + ".camel.yaml")),
          new Template(Template.Format.JSON, Files.readString(folder.resolve(name + ".json.j2"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void shippedIntegrationsAreCanonical() {
    for (String name : List.of("cart-abandoned", "order-paid")) {
      assertThat(shipped(Path.of("routes"), name).shape()).isInstanceOf(Canonical.class);
    }
    for (String name :
        List.of("github-issues", "slack-mentions", "stripe-payments", "whatsapp-messages")) {
      assertThat(shipped(Path.of("examples"), name).shape()).isInstanceOf(Canonical.class);
    }
  }

  @Test
  void shippedIntegrationIsWrittenAsAPersonWroteIt() {
    for (String name : List.of("cart-abandoned", "order-paid")) {
      RouteFile file = shipped(Path.of("routes"), name);

      assertThat(RouteFile.write(((Canonical) file.shape()).integration())).isEqualTo(file);
    }
  }

  @Test
  void conditionOfAShippedIntegrationIsReadAsOne() {
    Integration paid = ((Canonical) shipped(Path.of("routes"), "order-paid").shape()).integration();

    assertThat(paid.filter())
        .isEqualTo(
            new Filter.Conditions(
                Filter.Match.ALL, List.of(new Condition("body.status", Operator.EQUALS, "paid"))));
    assertThat(paid.authentication()).isEqualTo(new Authentication.Jwt("demo"));
    assertThat(paid.hashParameters()).containsExactly("body.order_number");
  }

  @Test
  void fileWithAnotherStepIsCustomisedAndTellsWhere() {
    RouteFile file = shipped(Path.of("routes"), "cart-abandoned");
    RouteFile logged =
        new RouteFile(
            file.text()
                .replace(
                    "      steps:\n        - to: jinjava",
                    "      steps:\n        - log: x\n        - to: jinjava"),
            file.template());

    assertThat(logged.shape())
        .isEqualTo(new Customised(25, "a form has no place for 'log' in 'steps'"));
  }

  @Test
  void quotesAndCommentsAndTheOrderOfMembersDoNotMatter() {
    RouteFile file = shipped(Path.of("routes"), "cart-abandoned");
    String text =
        "# mine\n"
            + file.text()
                .replace("id: cart-abandoned\n", "id: 'cart-abandoned' # the name\n")
                .replace(
                    "        httpMethodRestrict: POST\n        consumes: application/json\n",
                    "        consumes: \"application/json\"\n        httpMethodRestrict: POST\n");

    assertThat(new RouteFile(text, file.template()).shape()).isEqualTo(file.shape());
  }

  @Test
  void everyChangeOfALineIsNoticedOrRead() {
    RouteFile file = shipped(Path.of("routes"), "order-paid");
    Integration integration = ((Canonical) file.shape()).integration();
    List<String> lines = file.text().lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      int changed = i;
      String text =
          String.join(
              "\n",
              Stream.iterate(0, n -> n + 1)
                  .limit(lines.size())
                  .map(n -> n == changed ? lines.get(n) + "x" : lines.get(n))
                  .toList());

      RouteFile.Shape shape = new RouteFile(text, file.template()).shape();

      assertThat(shape).isNotEqualTo(new Canonical(integration));
      if (shape instanceof Canonical canonical) {
        assertThat(RouteFile.write(canonical.integration()).text().lines().toList())
            .isEqualTo(text.lines().toList());
      }
    }
  }

  @Test
  void templateOfAnotherNameIsCustomised() {
    RouteFile file = shipped(Path.of("routes"), "cart-abandoned");
    RouteFile other =
        new RouteFile(
            file.text().replace("jinjava:cart-abandoned", "jinjava:shared"), file.template());

    assertThat(other.shape())
        .isEqualTo(new Customised(25, "a form would write 'to: jinjava:cart-abandoned.json.j2'"));
  }

  @Test
  void missingTemplateIsCustomised() {
    RouteFile file = shipped(Path.of("routes"), "cart-abandoned");

    assertThat(new RouteFile(file.text(), null).shape()).isInstanceOf(Customised.class);
  }

  @Test
  void whatIsNoYamlOrTooMuchOfItIsCustomised() {
    assertThat(new RouteFile("- route: [", null).shape())
        .isInstanceOfSatisfying(
            Customised.class, shape -> assertThat(shape.reason()).startsWith("is not YAML: "));
    assertThat(new RouteFile("[".repeat(20_000), null).shape()).isInstanceOf(Customised.class);
    assertThat(new RouteFile("- x\n".repeat(6_000), null).shape()).isInstanceOf(Customised.class);
    assertThat(new RouteFile("- &a [*a, *a]", null).shape())
        .isEqualTo(new Customised(1, "has an anchor, which a form does not keep"));
    assertThat(new RouteFile("- a: 1\n  a: 2", null).shape()).isInstanceOf(Customised.class);
  }

  @Property(tries = 300)
  void whatIsWrittenNamesItsEndpointsAndItsTemplateAndNoOthers(
      @ForAll("integrations") Integration integration) {
    RouteFile file = RouteFile.write(integration);

    assertThat(file.endpointIds())
        .containsExactlyElementsOf(
            integration.former() == null
                ? List.of(integration.endpointId())
                : List.of(integration.endpointId(), integration.former().endpointId()));
    assertThat(RouteFile.template(file.text(), integration.name()))
        .isEqualTo(Optional.ofNullable(file.template()).map(Template::format));
  }

  @Test
  void endpointsOfATextThatIsNoYamlAreTakenForItsOwn() {
    RouteFile broken =
        new RouteFile(
            "- uri: platform-http:/in/a\n  formerPath: '/in/b'\n [ jinjava:x.json.j2", null);

    assertThat(broken.endpointIds()).containsExactly("a", "b");
    assertThat(RouteFile.template(broken.text(), "x")).contains(Template.Format.JSON);
  }

  private static RouteFile filtered(String path) {
    RouteFile file = shipped(Path.of("routes"), "order-paid");
    return new RouteFile(
        file.text().replaceFirst("jsonpath: .*", Matcher.quoteReplacement("jsonpath: " + path)),
        file.template());
  }

  @Test
  void escapeThatIsNoneHasAShape() {
    for (String path :
        List.of(
            "$[?(@.body.a == '\\uzzzz')]",
            "$[?(@.body.a == '\\u+123')]",
            "$[?(@.body.a =~ /\\uzzzz.*/s)]")) {
      assertThat(filtered(path).shape()).as(path).isNotNull();
    }
  }

  @Test
  void filterOfAnyLengthAndDepthHasAShape() {
    for (String path :
        List.of(
            "$[?(@.body.a == '" + "\\x".repeat(100_000) + "')]",
            "$[?(@.body.a =~ /" + "\\d".repeat(100_000) + "/)]",
            "$[?(@.body.a =~ /" + "(".repeat(100_000) + "/)]",
            "$[?(@.body" + "[0]".repeat(100_000) + ")]",
            "$[?(@.body" + "[\"\\x\"]".repeat(50_000) + ")]",
            "$" + "[0]".repeat(100_000),
            "$[?(" + "(".repeat(100_000) + ")]",
            "$[?(" + "!".repeat(100_000) + "@.a)]")) {
      assertThat(filtered(path).shape())
          .as("%s…", path.substring(0, 30))
          .isInstanceOf(Customised.class);
    }
  }

  @Test
  void integrationWithFaultsIsNotWritten() {
    assertThatThrownBy(() -> RouteFile.write(AnyIntegration.named("No Name")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("/name");
  }

  @Test
  void newIntegrationIsOneScreenOfYaml() {
    Integration integration =
        new Integration(
            "orders",
            "Orders: paid # ones",
            "shopping-cart",
            "6f1c9f2e-4c0e-4f5a-9a53-0a8b7c7a1d10",
            new Former("0b9d3c1e-8a57-4d0c-b1f6-5f3f2a9c7e44", "2026-12-31T12:00:00Z"),
            "4MiB",
            new Authentication.Signature(
                "hmac",
                List.of("shop", "shop-next"),
                "",
                new Authentication.Hmac("X-Signature", "sha256", "hex", "sha256=")),
            List.of("192.0.2.0/24", "2001:db8::/32"),
            new RateLimit(10, 20),
            new Filter.Conditions(
                Filter.Match.ANY,
                List.of(
                    new Condition("body.name", Operator.STARTS_WITH, "it's {{a}}"),
                    new Condition("headers[\"X-Kind\"]", Operator.MATCHES, "a/b|[0-9]+"),
                    new Condition("body.total", Operator.GREATER, 100.50),
                    new Condition("body.coupon", Operator.EXISTS, null))),
            List.of("body.id", "headers[\"X-Request-Id\"]"),
            new Delivery.Queue(8, 0.5, "2s", "", "", false),
            new Outgoing(
                "PUT",
                "https://crm.example.com/v1/orders/{body.id}?source={query.src}",
                List.of(new Header("X-Shop", "shop {body.shop}")),
                "crm",
                null,
                10_000,
                BODY));

    assertThat(RouteFile.write(integration).text())
        .isEqualTo(
            """
            - route:
                id: orders
                description: "Orders: paid # ones"
                note: icon=shopping-cart
                from:
                  uri: platform-http:/in/6f1c9f2e-4c0e-4f5a-9a53-0a8b7c7a1d10
                  parameters:
                    httpMethodRestrict: POST
                    consumes: application/json
                    maxBodySize: 4MiB
                    formerPath: /in/0b9d3c1e-8a57-4d0c-b1f6-5f3f2a9c7e44
                    formerUntil: "2026-12-31T12:00:00Z"
                  steps:
                    - to: incoming:allow-from?cidrs=192.0.2.0/24,2001:db8::/32
                    - to: incoming:signature?scheme=hmac&header=X-Signature&algorithm=sha256&encoding=hex&prefix=sha256=&key=shop,shop-next
                    - to: incoming:rate-limit?perSecond=10&burst=20
                    - to: incoming:flatten
                    - filter:
                        jsonpath: $[?(@.body.name =~ /it's \\u007b\\u007ba\\u007d\\u007d.*/s || @.headers["x-kind"] =~ /a\\/b|[0-9]+/ || @.body.total > 100.5 || @.body.coupon)]
                        steps:
                          - idempotentConsumer:
                              idempotentRepository: deduplication
                              completionEager: true
                              expression:
                                language:
                                  language: hash
                                  expression: body.id, headers["x-request-id"]
                              steps:
                                - to: incoming:accept
            - route:
                id: orders-delivery
                from:
                  uri: incoming:deliveries/orders
                  parameters:
                    concurrency: 8
                    maxRate: 0.5
                    retryDelay: 2s
                  steps:
                    - to: jinjava:orders.json.j2
                    - setHeader:
                        name: X-Shop
                        expression:
                          language:
                            language: event
                            expression: shop {body.shop}
                    - to: https://crm.example.com/v1/orders/{body.id}?source={query.src}&httpMethod=PUT&credentials=crm&responseTimeout=10000
            """);
  }
}
