package incoming.route;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FailureCheckTest {
  @RegisterExtension private final Folder folder = new Folder();

  @BeforeEach
  void withSteps() {
    folder.camel().removeComponent("incoming");
    folder.camel().addComponent("incoming", new AnyStep());
  }

  /** A file that delivers with {@code steps}, the first on line 6, each from column 11. */
  private void delivery(String steps) {
    delivery("", steps);
  }

  private void delivery(String before, String steps) {
    folder.with(
        "orders.camel.yaml",
        before
            + """
        - route:
            id: orders-delivery
            from:
              uri: incoming:deliveries/orders
              steps:
        """
            + steps.indent(8)
            + """
        - route:
            id: orders
            from:
              uri: platform-http:/in/orders
              steps: [{to: "incoming:flatten"}, {to: "incoming:accept"}]
        """);
  }

  @Test
  void callWhoseFailureIsCaughtIsWarnedOf() {
    delivery(
        """
        - doTry:
            steps:
              - filter:
                  jsonpath: $.body
                  steps: [{to: "https://crm.example.com"}]
            doCatch:
              - exception: [java.io.IOException]
                steps: [{throwException: {message: x, exceptionType: java.lang.Error}}]
              - exception: [java.lang.Exception]
                steps: [{to: "https://log.example.com"}]
        """);

    folder.assertFindings(
        "orders.camel.yaml:10:32: warning: if doCatch takes the failure of this call, the event counts"
            + " as delivered; move the call out of doTry, and the queue tries it again");
  }

  @Test
  void callWhoseFailureIsThrownAgainIsLeftAlone() {
    delivery(
        """
        - doTry:
            steps: [{to: "https://crm.example.com"}]
            doCatch:
              - exception: [java.lang.Exception]
                steps: [{throwException: {message: x, exceptionType: java.lang.Error}}]
        - doTry:
            steps: [{to: "https://crm.example.com"}]
            doFinally: {steps: [{log: x}]}
        - doTry:
            steps: [{log: x}]
            doCatch: [{exception: [java.lang.Exception], steps: [{log: y}]}]
        - to: https://crm.example.com
        """);

    folder.assertFindings();
  }

  @Test
  void callThatNobodyWaitsForIsWarnedOf() {
    delivery("- wireTap: {uri: \"https://crm.example.com\"}");

    folder.assertFindings(
        "orders.camel.yaml:6:26: warning: the event counts as delivered whatever becomes of this"
            + " call; write 'to:' instead of 'wireTap:'");
  }

  @Test
  void handlerThatGoesOnBehindTheFailureIsWarnedOf() {
    delivery(
        """
        - onException:
            exception: [java.io.IOException]
            continued: {constant: "true"}
            steps: [{log: x}]
        - onException:
            exception: [java.lang.IllegalStateException]
            handled: {constant: "true"}
            steps: [{log: x}]
        """,
        "- to: https://crm.example.com");

    folder.assertFindings(
        "orders.camel.yaml:3:5: warning: a call that fails would count as delivered; write 'handled:'"
            + " instead of 'continued:'");
  }

  @Test
  void routeThatDeliversNothingMayDoAsItLikes() {
    folder.orders(
        "to: incoming:flatten",
        "wireTap: {uri: \"https://crm.example.com\"}",
        "doTry: {steps: [{to: \"https://crm.example.com\"}], doCatch: [{exception:"
            + " [java.lang.Exception], steps: [{log: y}]}]}");

    folder.assertFindings();
  }
}
