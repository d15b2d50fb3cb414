package incoming.route;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SecretsTest {
  @RegisterExtension private final Folder folder = new Folder();

  private static final String INSTEAD =
      " is written in clear; write {{env:NAME}} or {{file:/run/secrets/name}}";

  @Test
  void secretInAnAddressIsRefusedAndNotRepeated() {
    folder.orders(
        "to: https://crm.example.com?httpMethod=POST&authPassword=hunter2",
        "to: https://crm.example.com?access_token=hunter2",
        "to: https://crm.example.com?key=hunter2",
        "to: https://anna:hunter2@crm.example.com");

    folder.assertFindings(
        "orders.camel.yaml:6:55: error: the value of 'authPassword'" + INSTEAD,
        "orders.camel.yaml:7:39: error: the value of 'access_token'" + INSTEAD,
        "orders.camel.yaml:8:39: error: the value of 'key'" + INSTEAD,
        "orders.camel.yaml:9:28: error: the password in the address" + INSTEAD);
  }

  @Test
  void secretBelowAnAddressIsRefused() {
    folder.orders(
        "to: {uri: 'https://crm.example.com', parameters: {oauth2ClientSecret: hunter2}}");

    folder.assertFindings(
        "orders.camel.yaml:6:61: error: the value of 'oauth2ClientSecret'" + INSTEAD);
  }

  @Test
  void secretHeaderIsRefused() {
    folder.orders(
        "setHeader: {name: Authorization, constant: Bearer abc}",
        "setHeader: {name: X-Api-Key, expression: {simple: {expression: abc}}}",
        "setHeaders: {headers: [{name: authorization, simple: abc}]}");

    folder.assertFindings(
        "orders.camel.yaml:6:54: error: the value of the header 'Authorization'" + INSTEAD,
        "orders.camel.yaml:7:74: error: the value of the header 'X-Api-Key'" + INSTEAD,
        "orders.camel.yaml:8:64: error: the value of the header 'authorization'" + INSTEAD);
  }

  @Test
  void secretPropertyOfABeanIsRefused() {
    folder.orders("to: incoming:flatten");
    folder.with(
        "orders.camel.yaml",
        """
        - beans:
            - name: shop
              type: java.lang.Object
              properties: {user: anna, password: hunter2}
        - route:
            id: orders
            from: {uri: 'platform-http:/in/orders', steps: [{to: 'incoming:flatten'}]}
        """);

    folder.assertFindings("orders.camel.yaml:4:42: error: the value of 'password'" + INSTEAD);
  }

  @Test
  void privateKeyAndTokenAreRefusedWhereverTheyAre() {
    folder.orders(
        "setBody: {constant: '-----BEGIN EC PRIVATE KEY-----'}",
        "setBody: {constant: 'x eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm5hIn0.c2lnbmF0dXJl'}");

    folder.assertFindings(
        "orders.camel.yaml:6:31: error: a private key" + INSTEAD,
        "orders.camel.yaml:7:31: error: a token" + INSTEAD);
  }

  @Test
  void placeholdersReferencesAndExpressionsAreNoSecrets() {
    folder.orders(
        "to: https://crm.example.com?httpMethod=POST&access_token={{nosuch:x}}",
        "setHeader: {name: Authorization, constant: 'Bearer {{nosuch:x}}'}",
        "setHeader: {name: Authorization, simple: 'Bearer ${exchangeProperty.token}'}",
        "setHeader: {name: Content-Type, constant: application/json}",
        "toD: https://crm.example.com/${body}?token=${exchangeProperty.token}");

    folder.assertFindings();
  }

  @Test
  void nameOfAKeyIsNoSecret() {
    folder.orders("to: incoming:jwt?apiKey=demo");

    folder.assertFindings();
  }

  @Test
  void separatorOfATokenizerIsNoSecret() {
    folder.orders("split: {tokenize: {token: ','}, steps: [{log: x}]}");

    folder.assertFindings();
  }
}
