package incoming.route;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BeanCheckTest {
  @RegisterExtension private final Folder folder = new Folder();

  @Test
  void unknownBeanIsNamedWithTheOneThatWasMeant() {
    folder.orders(
        "idempotentConsumer: {idempotentRepository: dedupliction, completionEager: true, expression:"
            + " {language: {language: hash, expression: body.id}}, steps: []}",
        "process: {ref: '#bean:nosuch'}");

    folder.assertFindings(
        "orders.camel.yaml:6:54: error: there is no bean 'dedupliction'; did you mean"
            + " 'deduplication'?",
        "orders.camel.yaml:7:26: error: there is no bean 'nosuch'; there is deduplication");
  }

  @Test
  void unknownClassIsNamed() {
    folder.orders("bean: {beanType: shop.Orders}", "process: {ref: '#class:shop.More'}");

    folder.assertFindings(
        "orders.camel.yaml:6:28: error: there is no class shop.Orders",
        "orders.camel.yaml:7:26: error: there is no class shop.More");
  }

  @Test
  void beanThatAllIntegrationsShareCannotBeReplaced() {
    folder.with(
        "orders.camel.yaml",
        """
        - beans:
            - name: deduplication
              type: java.lang.Object
        - route:
            id: orders
            from:
              uri: platform-http:/in/orders
              parameters: {httpMethodRestrict: POST, consumes: application/json}
              steps: [{to: incoming:flatten}]
        """);

    folder.assertFindings(
        "orders.camel.yaml:2:13: error: the name 'deduplication' is taken: all integrations share"
            + " that bean");
  }

  @Test
  void beanOfTheFileItselfIsKnown() {
    folder.with(
        "orders.camel.yaml",
        """
        - beans:
            - name: mine
              type: java.lang.Object
        - route:
            id: orders
            from:
              uri: platform-http:/in/orders
              steps:
                - bean: {ref: mine, method: toString}
        """);

    folder.assertFindings();
  }
}
