package incoming.route;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LanguageCheckTest {
  @RegisterExtension private final Folder folder = new Folder();

  @Test
  void unknownLanguageIsNamedWithTheOneThatWasMeant() {
    folder.orders("setBody: {language: {language: jnja, expression: a}}", "setBody: {groovy: a}");

    folder.assertFindings(
        "orders.camel.yaml:6:42: error: there is no language 'jnja'; did you mean 'jinja'?",
        "orders.camel.yaml:7:21: error: there is no language 'groovy'; there are constant, event, hash,"
            + " jinja, jsonpath, simple");
  }

  @Test
  void languageWithoutANameIsRefused() {
    folder.orders("setBody: {language: {language: '', expression: a}}");

    folder.assertFindings(
        "orders.camel.yaml:6:42: error: there is no language ''; there are constant, event, hash, jinja,"
            + " jsonpath, simple");
  }

  @Test
  void parameterThatIsMalformedIsToldWithItsPlace() {
    folder.orders("setBody: {language: {language: hash, expression: 'body.a, body.b[x'}}");

    folder.assertFindings(
        "orders.camel.yaml:6:76: error: parameter name \"body.a, body.b[x\", character 16: a bracket"
            + " holds a number or a name in quotation marks");
  }

  @Test
  void sixParametersAreTooMany() {
    folder.orders(
        "setBody: {language: {language: hash, expression: 'body.a, body.b, body.c, body.d, body.e,"
            + " body.f'}}");

    folder.assertFindings(
        "orders.camel.yaml:6:60: error: the hash expression 'body.a, body.b, body.c, body.d, body.e,"
            + " body.f' has 6 parameters; at most 5 are allowed");
  }

  @Test
  void errorInATemplateWithinTheRouteHasItsLine() {
    folder.with(
        "orders.camel.yaml",
        """
        - route:
            id: orders
            from:
              uri: platform-http:/in/orders
              steps:
                - setBody:
                    language:
                      language: jinja
                      expression: |
                        {
                          "id": \\{{ request.body.id | nofilter \\}}
                        }
        """);

    assertThat(folder.findings())
        .singleElement()
        .asString()
        .startsWith("orders.camel.yaml:11:17: error: there is no filter 'nofilter'");
  }

  @Test
  void conditionThatIsMalformedIsRefusedBeforeItsFirstRequest() {
    folder.orders(
        "filter: {jsonpath: '$[?(', steps: []}", "filter: {simple: '${body} == ', steps: []}");

    assertThat(folder.findings())
        .satisfiesExactly(
            first -> assertThat(first).startsWith("orders.camel.yaml:6:30: error: "),
            second -> assertThat(second).startsWith("orders.camel.yaml:7:28: error: "));
  }

  @Test
  void unknownFunctionOfSimpleIsRefused() {
    folder.orders("setBody: {simple: '${bodyy}'}");

    folder.assertFindings("orders.camel.yaml:6:29: error: Valid syntax: ${body.OGNL} was: bodyy");
  }

  @Test
  void textOfAnEventIsReadAndAnErrorHasItsPlace() {
    folder.orders(
        "setHeader: {name: X-A, expression: {language: {language: event, expression: 'a {body.id}'}}}",
        "setHeader: {name: X-A, expression: {language: {language: event, expression: 'a {bdy.id}'}}}");

    folder.assertFindings(
        "orders.camel.yaml:7:91: error: \"a {bdy.id}\", character 4: a name begins with one of"
            + " eventId, endpointId, businessProfileId, time, method, headers, query, body");
  }
}
