package incoming.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PlaceholdersTest {
  @RegisterExtension private final Folder folder = new Folder();

  @Test
  void placeholderThatDoesNotResolveIsToldWithWhatIsMissing() {
    folder.orders("setBody: {constant: '{{nosuch}} {{env:NO_SUCH}} {{file:/no/such}}'}");

    folder.assertFindings(
        "orders.camel.yaml:6:32: error: {{nosuch}} does not resolve: there is no such property; add"
            + " it to application.properties or write {{nosuch:default}}",
        "orders.camel.yaml:6:43: error: {{env:NO_SUCH}} does not resolve: the environment variable"
            + " NO_SUCH is not set",
        "orders.camel.yaml:6:59: error: {{file:/no/such}} does not resolve: the file /no/such cannot"
            + " be read");
  }

  @Test
  void whatOnlyLacksOnTheMachineIsAsBadAsThePlaceSays() {
    folder.orders("setBody: {constant: '{{nosuch}} {{env:NO_SUCH}} {{file:/no/such}}'}");

    assertThat(folder.findings(Finding.Severity.WARNING))
        .extracting(finding -> finding.replaceFirst("^[^ ]+ (\\w+).*", "$1"))
        .containsExactly("error", "warning", "warning");
  }

  @Test
  void placeholderThatDoesNotResolveInAnAddressIsToldOnce() {
    folder.orders("to: https://{{nosuch}}/v1");

    folder.assertFindings(
        "orders.camel.yaml:6:23: error: {{nosuch}} does not resolve: there is no such property; add"
            + " it to application.properties or write {{nosuch:default}}");
  }

  @Test
  void defaultAndOptionalPlaceholdersResolve() {
    folder.orders("setBody: {constant: 'a {{nosuch:default}} {{?nosuch}} {{camel.server.port}}'}");

    folder.assertFindings();
  }

  @Test
  void templateInARouteIsSentToAFile() {
    folder.orders("setBody: {constant: '{{ request.body.id }}'}");

    folder.assertFindings(
        "orders.camel.yaml:6:32: error: {{ request.body.id }} does not resolve: a template belongs"
            + " into a file beside the route, such as orders.json.j2; or write \\{{ and \\}}");
  }

  @Test
  void bracesThatAreNotInPairsAreRefused() {
    folder.orders("setBody: {constant: 'a {{b'}");

    folder.assertFindings(
        "orders.camel.yaml:6:31: error: {{ and }} are not in pairs; write \\{{ and \\}} for the text"
            + " itself");
  }

  @Test
  void escapedBracesAreText() {
    folder.orders("setBody: {constant: 'a \\{{b\\}}'}");

    folder.assertFindings();
  }

  @Test
  void usesAreTheOutermostPlaceholders() {
    assertThat(Placeholders.uses("a{{b:{{c}}}}d{{e}}\\{{f\\}}"))
        .extracting(Placeholders.Use::offset, Placeholders.Use::text)
        .containsExactly(tuple(1, "{{b:{{c}}}}"), tuple(13, "{{e}}"));
  }
}
