package incoming.route;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FileNamesTest {
  @RegisterExtension private final Folder folder = new Folder();

  @Test
  void misnamedFilesAreNamedInAWarning() {
    for (String name :
        new String[] {"a.yml", "b.yaml", "C.CAMEL.YAML", "d.camel.yml", "Two Words.yaml"}) {
      folder.with(name, "");
    }

    folder.assertFindings(
        "C.CAMEL.YAML:1:1: warning: is not loaded: a route file is called <name>.camel.yaml; call it"
            + " c.camel.yaml",
        "Two Words.yaml:1:1: warning: is not loaded: a route file is called <name>.camel.yaml; call"
            + " it two-words.camel.yaml",
        "a.yml:1:1: warning: is not loaded: a route file is called <name>.camel.yaml; call it"
            + " a.camel.yaml",
        "b.yaml:1:1: warning: is not loaded: a route file is called <name>.camel.yaml; call it"
            + " b.camel.yaml",
        "d.camel.yml:1:1: warning: is not loaded: a route file is called <name>.camel.yaml; call it"
            + " d.camel.yaml");
  }

  private void orders(String stem) {
    folder.with(
        stem + ".camel.yaml",
        """
        - route:
            id: %s
            from: {uri: 'platform-http:/in/orders', steps: [{to: 'incoming:flatten'}]}
        """
            .formatted(stem));
  }

  @Test
  void nameThatIsNotLowerKebabCaseIsAWarning() {
    orders("OrdersV2");

    folder.assertFindings(
        "OrdersV2.camel.yaml:1:1: warning: the name 'OrdersV2' is not made of lower-case words,"
            + " digits and hyphens; call the file orders-v2.camel.yaml");
  }

  @Test
  void nameWithADotIsRefusedAsCamelWould() {
    orders("orders.v2");

    folder.assertFindings(
        "orders.v2.camel.yaml:1:1: error: Camel loads no file with a dot in its name; call it"
            + " orders-v2.camel.yaml");
  }

  @Test
  void filesOfEditorsAndTemplatesAreNoRouteFiles() {
    folder.with(".orders.camel.yaml.swp", "").with(".hidden.yaml", "").with("orders.json.j2", "{");

    folder.assertFindings();
  }
}
