package incoming.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
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

  private static final String INSTEAD =
      " is written in clear; write {{env:NAME}} or {{file:/run/secrets/name}}";

  @Test
  void secretInAnAddressIsRefusedAndNotRepeated() {
    folder.orders(
        "to: https://crm.example.com?httpMethod=POST&authPassword=hunter2",
        "to: https://crm.example.com?access_token=hunter2",
        "to: https://crm.example.com?key=hunter2",
        "to: https://anna:hunter2@crm.example.com");

    assertFindings(
        "orders.camel.yaml:6:55: error: the value of 'authPassword'" + INSTEAD,
        "orders.camel.yaml:7:39: error: the value of 'access_token'" + INSTEAD,
        "orders.camel.yaml:8:39: error: the value of 'key'" + INSTEAD,
        "orders.camel.yaml:9:28: error: the password in the address" + INSTEAD);
  }

  @Test
  void secretBelowAnAddressIsRefused() {
    folder.orders(
        "to: {uri: 'https://crm.example.com', parameters: {oauth2ClientSecret: hunter2}}");

    assertFindings("orders.camel.yaml:6:61: error: the value of 'oauth2ClientSecret'" + INSTEAD);
  }

  @Test
  void secretHeaderIsRefused() {
    folder.orders(
        "setHeader: {name: Authorization, constant: Bearer abc}",
        "setHeader: {name: X-Api-Key, expression: {simple: {expression: abc}}}",
        "setHeaders: {headers: [{name: authorization, simple: abc}]}");

    assertFindings(
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

    assertFindings("orders.camel.yaml:4:42: error: the value of 'password'" + INSTEAD);
  }

  @Test
  void privateKeyAndTokenAreRefusedWhereverTheyAre() {
    folder.orders(
        "setBody: {constant: '-----BEGIN EC PRIVATE KEY-----'}",
        "setBody: {constant: 'x eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm5hIn0.c2lnbmF0dXJl'}");

    assertFindings(
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

    assertFindings();
  }

  @Test
  void nameOfAKeyIsNoSecret() {
    folder.orders("to: incoming:jwt?apiKey=demo");

    assertFindings();
  }

  @Test
  void separatorOfATokenizerIsNoSecret() {
    folder.orders("split: {tokenize: {token: ','}, steps: [{log: x}]}");

    assertFindings();
  }
}
