package incoming.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EndpointCheckTest {
  @RegisterExtension private final Folder folder = new Folder();

  @Test
  void unknownComponentIsNamedWithTheOneThatWasMeant() {
    folder.orders("to: htps://crm.example.com");

    folder.assertFindings(
        "orders.camel.yaml:6:15: error: there is no component 'htps'; did you mean 'https'?");
  }

  @Test
  void addressWithoutAComponentIsRefused() {
    folder.orders("to: orders.json.j2");

    folder.assertFindings(
        "orders.camel.yaml:6:15: error: 'orders.json.j2' is no endpoint: it begins with a component,"
            + " such as jinjava: or https:");
  }

  @Test
  void unknownOptionIsNamedWhereItIsWritten() {
    folder.orders(
        "to: log:a?showBody=true&showAl=true",
        "to: {uri: log:a, parameters: {showAl: true}}",
        "to: incoming:flatten?deep=true");

    folder.assertFindings(
        "orders.camel.yaml:6:35: error: log: has no option 'showAl'; did you mean 'showAll'?",
        "orders.camel.yaml:7:41: error: log: has no option 'showAl'; did you mean 'showAll'?",
        "orders.camel.yaml:8:15: error: incoming:flatten has no option 'deep'");
  }

  @Test
  void optionOfTheDoorIsKnown() {
    folder.with(
        "orders.camel.yaml",
        """
        - route:
            id: orders
            from:
              uri: platform-http:/in/orders
              parameters:
                httpMethodRestrict: POST
                maxBodySize: 64KiB
                maxBodySise: 64KiB
              steps:
                - to: incoming:flatten
        """);

    folder.assertFindings(
        "orders.camel.yaml:8:9: error: platform-http: has no option 'maxBodySise'; did you mean"
            + " 'maxBodySize'?");
  }

  @Test
  void nearMissOfAnOptionThatBecomesTheTargetsQueryIsAWarning() {
    folder.orders("to: https://crm.example.com/v1?httpMethd=POST&page=2");

    folder.assertFindings(
        "orders.camel.yaml:6:42: warning: 'httpMethd' becomes part of the target's query; did you"
            + " mean 'httpMethod'?");
  }

  @Test
  void wrongValueOfAnOptionIsRefused() {
    folder.orders("to: https://crm.example.com?connectTimeout=soon");

    folder.assertFindings(
        "orders.camel.yaml:6:39: error: connectTimeout=soon: this is not a value of the type Timeout");
  }

  @Test
  void unknownStepOfOursIsToldWithTheNearestOrAll() {
    folder.orders("to: incoming:flaten");
    folder.assertFindings(
        "orders.camel.yaml:6:15: error: unknown step incoming:flaten; did you mean 'flatten'?");

    folder.orders("to: incoming:webhook-verifier");
    folder.assertFindings(
        "orders.camel.yaml:6:15: error: unknown step incoming:webhook-verifier; there are accept,"
            + " allow-from, api-key, basic, flatten, jwt, rate-limit, signature");
  }

  @Test
  void keyThatIsNotDeclaredIsAsBadAsThePlaceSays() {
    folder.orders("to: incoming:jwt?apiKey=shop");

    folder.assertFindings(
        "orders.camel.yaml:6:15: error: incoming:jwt?apiKey=shop: there is no such key; declared are"
            + " demo; API keys are api");
    assertThat(folder.findings(Finding.Severity.WARNING))
        .containsExactly(
            "orders.camel.yaml:6:15: warning: incoming:jwt?apiKey=shop: there is no such key;"
                + " declared are demo; API keys are api");
  }

  @Test
  void credentialsThatAreNotDeclaredAreAsBadAsThePlaceSays() {
    folder.orders("to: https://crm.example.com/v1?httpMethod=POST&credentials=crm");

    String finding =
        "credentials=crm: there are no such credentials; declare them as"
            + " incoming.credentials.<name>.bearer or of another kind";
    folder.assertFindings("orders.camel.yaml:6:15: error: " + finding);
    assertThat(folder.findings(Finding.Severity.WARNING))
        .containsExactly("orders.camel.yaml:6:15: warning: " + finding);
  }

  @Test
  void slipInTheOptionThatNamesCredentialsIsAWarning() {
    folder.orders("to: https://crm.example.com/v1?credentails=crm");

    folder.assertFindings(
        "orders.camel.yaml:6:42: warning: 'credentails' becomes part of the target's query; did you"
            + " mean 'credentials'?");
  }

  @Test
  void templateThatIsMissingIsNamed() {
    folder.orders("to: jinjava:none.json.j2");

    folder.assertFindings(
        "orders.camel.yaml:6:15: error: the template 'none.json.j2' cannot be read from "
            + folder.path());
  }

  @Test
  void errorInATemplateHasTheTemplatesPlace() {
    folder.orders("to: jinjava:orders.json.j2");
    folder.with("orders.json.j2", "{\n  \"id\": {{ request.body.id | nofilter }}\n}\n");

    assertThat(folder.findings())
        .singleElement()
        .asString()
        .startsWith("orders.json.j2:2:1: error: there is no filter 'nofilter'");
  }

  @Test
  void doorIsNoTarget() {
    folder.orders("to: platform-http:/in/x");

    folder.assertFindings("orders.camel.yaml:6:15: error: platform-http: is used with from:");
  }

  @Test
  void addressThatIsKnownOnlyWithAMessageIsLeftToIt() {
    folder.orders("toD: https://${header.host}/v1");

    folder.assertFindings();
  }

  @Test
  void whatAPlaceholderStandsForIsNotTold() {
    System.setProperty("lint.test.secret", "hunter2");
    try {
      folder.orders("to: https://crm.example.com?connectTimeout={{sys:lint.test.secret}}");

      assertThat(folder.findings())
          .singleElement()
          .asString()
          .contains("connectTimeout={{sys:lint.test.secret}}")
          .doesNotContain("hunter2");
    } finally {
      System.clearProperty("lint.test.secret");
    }
  }

  @Test
  void urlWithParametersOfTheEventIsRight() {
    folder.orders(
        "to: https://api.example.com/v1/{body.order.id}/{headers[\"x-shop\"]}?httpMethod=PUT"
            + "&source={query.src}",
        "to: {uri: 'https://api.example.com/{body.id}', parameters: {httpMethod: PUT,"
            + " source: '{query.src}'}}");

    folder.assertFindings();
  }

  @Test
  void wrongParameterAndForbiddenAddressOfAUrlAreRefused() {
    folder.orders(
        "to: https://api.example.com/{bdy.id}?httpMethod=PUT",
        "to: https://{body.host}/x?httpMethod=PUT",
        "to: https://10.0.0.1/x?httpMethod=PUT",
        "to: http://localhost:9200/?httpMethod=PUT");

    folder.assertFindings(
        "orders.camel.yaml:6:15: error: \"{bdy.id}\", character 2: a name begins with one of eventId,"
            + " endpointId, businessProfileId, time, method, headers, query, body",
        "orders.camel.yaml:7:15: error: scheme, host and port of a target are fixed; {…} may stand"
            + " in its path and its query",
        "orders.camel.yaml:8:15: error: '10.0.0.1' is a private address; allow it with"
            + " incoming.delivery.allow-hosts",
        "orders.camel.yaml:9:15: error: 'localhost' is this machine; allow it with"
            + " incoming.delivery.allow-hosts");
  }
}
