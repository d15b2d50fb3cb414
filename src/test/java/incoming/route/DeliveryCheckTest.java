package incoming.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DeliveryCheckTest {
  @RegisterExtension private final Folder folder = new Folder();

  @BeforeEach
  void open() {
    folder.camel().removeComponent("incoming");
    folder.camel().addComponent("incoming", new AnyStep());
  }

  /** A delivery route on lines 1 to 6, then one that accepts, with {@code steps} from line 12. */
  private void orders(String steps) {
    orders("incoming:deliveries/orders", steps);
  }

  private void orders(String queue, String steps) {
    folder.with(
        "orders.camel.yaml",
        """
        - route:
            id: orders-delivery
            from:
              uri: %s
              steps:
                - to: https://crm.example.com
        - route:
            id: orders
            from:
              uri: platform-http:/in/orders
              steps:
        """
                .formatted(queue)
            + steps.indent(8));
  }

  private static final String ACCEPT =
      """
      - to: incoming:flatten
      - filter:
          jsonpath: $.body[?(@.type == 'email')]
          steps:
            - to: incoming:accept
      """;

  @Test
  void bothHalvesOfAnIntegrationAreClean() {
    orders(ACCEPT);

    folder.assertFindings();
  }

  @Test
  void acceptedEventsNeedARouteThatDeliversThem() {
    folder.orders("to: incoming:flatten", "to: incoming:accept");

    folder.assertFindings(
        "orders.camel.yaml:7:15: error: nothing delivers what is accepted here; add a route with"
            + " 'id: orders-delivery' and 'uri: incoming:deliveries/orders'");
  }

  @Test
  void deliveryNeedsARouteThatAccepts() {
    orders("- to: incoming:flatten");

    folder.assertFindings(
        "orders.camel.yaml:4:12: error: nothing is accepted for this route to deliver; write 'to:"
            + " incoming:accept' in the route 'orders'");
  }

  @Test
  void queueOfAnotherFileIsRefused() {
    orders("incoming:deliveries/order?concurrency=4", ACCEPT);

    folder.assertFindings(
        "orders.camel.yaml:4:12: error: 'order' is not what the file is called; write"
            + " incoming:deliveries/orders");
  }

  @Test
  void queueWithoutANameIsRefused() {
    orders("incoming:deliveries/", ACCEPT);

    assertThat(folder.findings())
        .contains(
            "orders.camel.yaml:4:12: error: '' is not what the file is called; write"
                + " incoming:deliveries/orders");
  }

  @Test
  void deliveryUnderTheIdOfTheFileIsRefused() {
    folder.with(
        "orders.camel.yaml",
        """
        - route:
            id: orders
            from: {uri: "incoming:deliveries/orders", steps: [{log: x}]}
        - route:
            id: orders-delivery
            from:
              uri: platform-http:/in/orders
              steps: [{to: "incoming:flatten"}, {to: "incoming:accept"}]
        """);

    folder.assertFindings(
        "orders.camel.yaml:2:9: error: this route delivers; its id must be 'orders-delivery'");
  }

  @Test
  void secondRouteThatDeliversIsRefused() {
    folder.with(
        "orders.camel.yaml",
        """
        - route:
            id: orders-delivery
            from: {uri: "incoming:deliveries/orders", steps: [{log: x}]}
        - from: {uri: "incoming:deliveries/orders", steps: [{log: x}]}
        - route:
            id: orders
            from:
              uri: platform-http:/in/orders
              steps: [{to: "incoming:flatten"}, {to: "incoming:accept"}]
        """);

    assertThat(folder.findings())
        .contains("orders.camel.yaml:4:15: error: two routes of the file deliver; keep one");
  }

  @Test
  void acceptWithoutAnEventIsRefused() {
    orders("- to: incoming:accept\n- to: incoming:flatten");

    assertThat(folder.findings())
        .contains(
            "orders.camel.yaml:12:15: error: write 'to: incoming:flatten' before it: the event that"
                + " it makes is accepted");
  }

  @Test
  void acceptThatTheSenderDoesNotWaitForIsRefused() {
    orders("- to: incoming:flatten\n- wireTap: {uri: \"incoming:accept\"}");

    folder.assertFindings(
        "orders.camel.yaml:13:26: error: write 'to: incoming:accept': the sender would not wait for"
            + " a wireTap");
  }

  @Test
  void stepsBehindAcceptAreWarnedOfOnceEach() {
    orders(
        """
        - to: incoming:flatten
        - to: {uri: "incoming://accept"}
        - to: https://crm.example.com
        - filter:
            jsonpath: $.body
            steps: [{to: "https://crm.example.com"}]
        """);

    String message =
        "warning: this runs before the sender is answered: if it fails, the sender sends again what"
            + " is queued already; move it to the route 'orders-delivery'";
    folder.assertFindings(
        "orders.camel.yaml:14:11: " + message, "orders.camel.yaml:15:11: " + message);
  }

  @Test
  void stepsBehindTheBlockOfAnAcceptAreLeftAlone() {
    orders(ACCEPT + "- log: done\n");

    folder.assertFindings();
  }

  @Test
  void callBeforeAcceptIsAWarning() {
    orders("- to: incoming:flatten\n- to: https://crm.example.com\n- to: incoming:accept");

    folder.assertFindings(
        "orders.camel.yaml:13:15: warning: the sender waits for this call, and nothing repeats it;"
            + " move it to the route 'orders-delivery'");
  }

  @Test
  void callOfAnIntegrationThatAcceptsNothingIsItsOwnAffair() {
    folder.orders("to: incoming:flatten", "to: https://crm.example.com");

    folder.assertFindings();
  }

  @Test
  void acceptInTheRouteThatDeliversIsRefused() {
    folder.with(
        "orders.camel.yaml",
        """
        - route:
            id: orders-delivery
            from:
              uri: incoming:deliveries/orders
              steps:
                - to: incoming:accept
        - route:
            id: orders
            from:
              uri: platform-http:/in/orders
              steps: [{to: "incoming:flatten"}, {to: "incoming:accept"}]
        """);

    folder.assertFindings(
        "orders.camel.yaml:6:15: error: this route would queue what it takes from the queue;"
            + " incoming:accept belongs in the route 'orders'");
  }

  @Test
  void queueIsNoTargetAndAStepBeginsNoRoute() {
    folder.with(
        "orders.camel.yaml",
        """
        - route:
            id: orders
            from:
              uri: incoming:flatten
              steps:
                - to: incoming:deliveries/orders
        """);

    folder.assertFindings(
        "orders.camel.yaml:4:12: error: incoming:flatten is used with to:; a route begins with"
            + " platform-http: or incoming:deliveries/",
        "orders.camel.yaml:6:15: error: incoming:deliveries/ is used with from:; write 'to:"
            + " incoming:accept'");
  }

  @Test
  void wrongValueOfAnOptionIsToldWhereItIsWritten() {
    orders("incoming:deliveries/orders?concurrency=65", ACCEPT);
    folder.assertFindings("orders.camel.yaml:4:39: error: concurrency=65 is outside 1 to 64");

    orders("incoming:deliveries/orders\n      parameters:\n        concurrency: many", ACCEPT);
    folder.assertFindings("orders.camel.yaml:6:9: error: concurrency=many is outside 1 to 64");
  }

  @Test
  void integrationWithADeliveryIsNotCustomised() {
    folder.with(
        "orders.camel.yaml",
        """
        - route:
            id: orders
            from:
              uri: platform-http:/hooks/orders
              steps: [{to: "incoming:flatten"}, {to: "incoming:accept"}]
        - route:
            id: orders-delivery
            from:
              uri: incoming:deliveries/orders
              steps: [{to: "https://crm.example.com"}]
        """);

    folder.assertFindings(
        "orders.camel.yaml:4:26: error: an integration is served below /in/; write"
            + " platform-http:/in/<id>");
  }
}
