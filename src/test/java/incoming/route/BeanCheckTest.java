package incoming.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BeanCheckTest {
  @TempDir Path path;
  private Folder folder;

  @BeforeEach
  void open() {
    folder = new Folder(path);
  }

  @AfterEach
  void close() {
    folder.close();
  }

  private void assertFindings(String... findings) {
    assertThat(folder.findings()).containsExactly(findings);
  }

  @Test
  void unknownBeanIsNamedWithTheOneThatWasMeant() {
    folder.orders(
        "idempotentConsumer: {idempotentRepository: dedupliction, completionEager: true, expression:"
            + " {language: {language: hash, expression: body.id}}, steps: []}",
        "process: {ref: '#bean:nosuch'}");

    assertFindings(
        "orders.camel.yaml:6:54: error: there is no bean 'dedupliction'; did you mean"
            + " 'deduplication'?",
        "orders.camel.yaml:7:26: error: there is no bean 'nosuch'; there is deduplication");
  }

  @Test
  void unknownClassIsNamed() {
    folder.orders("bean: {beanType: shop.Orders}", "process: {ref: '#class:shop.More'}");

    assertFindings(
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

    assertFindings(
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

    assertFindings();
  }
}
