package incoming.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RouteHeadsTest {
  @RegisterExtension private final Folder folder = new Folder();

  private static String route(String id, String uri) {
    return """
        - route:
            id: %s
            from:
              uri: %s
              steps:
                - to: incoming:flatten
        """
        .formatted(id, uri);
  }

  private void served(String uri) {
    folder.with("orders.camel.yaml", route("orders", uri));
  }

  @Test
  void idOtherThanTheFileNameIsRefused() {
    folder.with("orders.camel.yaml", route("order", "platform-http:/in/orders"));

    folder.assertFindings(
        "orders.camel.yaml:2:9: error: the id is 'order'; it must be 'orders' as the file is called,"
            + " or 'orders-delivery'");
  }

  @Test
  void deliveryRouteStandsBesideTheOtherOne() {
    folder.with(
        "orders.camel.yaml",
        route("orders", "platform-http:/in/orders")
            + route("orders-delivery", "platform-http:/in/more"));

    folder.assertFindings();
  }

  @Test
  void routeWithoutAnIdIsRefused() {
    folder.with(
        "orders.camel.yaml",
        """
        - route:
            from:
              uri: platform-http:/in/orders
              steps: []
        - from:
            uri: platform-http:/in/more
            steps: []
        """);

    folder.assertFindings(
        "orders.camel.yaml:1:3: error: the route has no id; write 'id: orders'",
        "orders.camel.yaml:5:3: error: a route needs an id; write '- route:' with 'id: orders'");
  }

  @Test
  void idThatIsInAFileTwiceIsRefused() {
    folder.with(
        "orders.camel.yaml",
        route("orders", "platform-http:/in/orders") + route("orders", "platform-http:/in/more"));

    folder.assertFindings(
        "orders.camel.yaml:8:9: error: two routes of the file have the id 'orders'");
  }

  @Test
  void newcomerWithAnIdThatIsTakenIsRefused() {
    folder.with("a.camel.yaml", route("a", "platform-http:/in/a"));
    folder.with("a-delivery.camel.yaml", route("a-delivery", "platform-http:/in/b"));
    folder.with(
        "a.camel.yaml",
        route("a", "platform-http:/in/a") + route("a-delivery", "platform-http:/in/c"));

    folder.assertFindings(
        "a.camel.yaml:8:9: error: the id 'a-delivery' is taken by a-delivery.camel.yaml");
  }

  @Test
  void formerPathIsTakenLikeItsOwn() {
    folder.with(
        "a.camel.yaml",
        route("a", "platform-http:/in/x?formerPath=/in/was&formerUntil=2026-12-31T12:00:00Z"));
    folder.with("b.camel.yaml", route("b", "platform-http:/in/was"));
    folder.with(
        "c.camel.yaml",
        route("c", "platform-http:/in/c?formerPath=/api/c&formerUntil=2026-12-31T12:00:00Z"));

    folder.assertFindings(
        "b.camel.yaml:4:26: error: POST /in/was is taken by a.camel.yaml",
        "c.camel.yaml:4:32: error: /api is reserved; write platform-http:/in/<id>");
  }

  @Test
  void newcomerWithAMethodAndPathThatAreTakenIsRefused() {
    folder.with("a.camel.yaml", route("a", "platform-http:/in/x?httpMethodRestrict=POST,PUT"));
    folder.with("b.camel.yaml", route("b", "platform-http:/in/x?httpMethodRestrict=PUT,GET"));

    folder.assertFindings("b.camel.yaml:4:26: error: PUT /in/x is taken by a.camel.yaml");
  }

  @Test
  void otherMethodOfAPathThatIsTakenIsFree() {
    folder.with("a.camel.yaml", route("a", "platform-http:/in/x"));
    folder.with("b.camel.yaml", route("b", "platform-http:/in/x?httpMethodRestrict=PUT"));

    folder.assertFindings();
  }

  @Test
  void fileThatIsCheckedAgainDoesNotStandInItsOwnWay() {
    Names.Taken taken = new Names.Taken();
    Lint lint = new Lint(folder.camel(), Finding.Severity.ERROR);
    Path file = folder.path().resolve("orders.camel.yaml");
    byte[] content = route("orders", "platform-http:/in/orders").getBytes(UTF_8);

    taken.put(file, lint.check(file, content, taken).names());

    assertThat(lint.check(file, content, taken).isRefused()).isFalse();
    Path other = folder.path().resolve("other.camel.yaml");
    byte[] thief = route("other", "platform-http:/in/orders").getBytes(UTF_8);
    assertThat(lint.check(other, thief, taken).isRefused()).isTrue();
    taken.remove(file);
    assertThat(lint.check(other, thief, taken).isRefused()).isFalse();
  }

  @Test
  void proxyModeIsRefused() {
    served("platform-http:proxy");

    assertThat(folder.findings())
        .contains(
            "orders.camel.yaml:4:26: error: platform-http:proxy makes an open proxy of this route;"
                + " write platform-http:/in/<id>");
  }

  @Test
  void pathThatNoSenderCanSendIsRefused() {
    for (String wrong : new String[] {"/in/a{b}", "/in//a", "/in/../a", "/in/", "/in/a%2Fb"}) {
      served("platform-http:" + wrong);

      assertThat(folder.findings())
          .contains(
              "orders.camel.yaml:4:26: error: '"
                  + wrong
                  + "' is not an exact path; it is made of /, letters, digits and - . _ ~");
    }
  }

  @Test
  void integrationOutsideOfInIsRefused() {
    served("platform-http:/hooks/orders");

    folder.assertFindings(
        "orders.camel.yaml:4:26: error: an integration is served below /in/; write"
            + " platform-http:/in/<id>");
  }

  @Test
  void customisedIntegrationMayBeServedAnywhere() {
    folder.with(
        "orders.camel.yaml",
        route("orders", "platform-http:/hooks/orders") + "        - log: \"${body}\"\n");

    folder.assertFindings();
  }

  @Test
  void reservedPathIsRefusedForAll() {
    for (String reserved : RouteHeads.RESERVED) {
      folder.with(
          "orders.camel.yaml",
          route("orders", "platform-http:" + reserved + "/x") + "        - log: x\n");

      folder.assertFindings(
          "orders.camel.yaml:4:26: error: "
              + reserved
              + " is reserved; write platform-http:/in/<id>");
    }
  }

  @Test
  void methodInSmallLettersIsRefused() {
    served("platform-http:/in/orders?httpMethodRestrict=post");

    folder.assertFindings(
        "orders.camel.yaml:4:26: error: httpMethodRestrict: 'post' is no method; they are written"
            + " POST, PUT");
  }

  @Test
  void itemThatWouldHaveNoEffectIsAWarning() {
    folder.with(
        "orders.camel.yaml", route("orders", "platform-http:/in/orders") + "- rest: {path: /x}\n");

    folder.assertFindings(
        "orders.camel.yaml:7:3: warning: 'rest' has no effect here: only routes are loaded");
  }
}
