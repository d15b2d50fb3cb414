package incoming.console;

import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import incoming.RunningApplication;
import incoming.console.AdminClient.Answer;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A cart that was left behind becomes an event of a marketing system, without a file edited. */
class SeedIT {
  @RegisterExtension
  static final WireMockExtension TARGET =
      WireMockExtension.newInstance().options(options().dynamicPort()).build();

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String CART =
      """
      {"customer_email": "anna@example.com", "order_number": "A-1001",
       "products": [{"group_id": "g-7", "name": "12\\" boots", "price": 119.90},
                    {"group_id": "g-8", "name": "laces", "price": 3}]}
      """;
  private static final String TEMPLATE =
      """
      {
        "action": "cart.abandoned",
        "client": {"email": "{{ request.body.customer_email }}"},
        "params": {
          "orderNumber": "{{ request.body.order_number }}",
          "products": [
            {%- for product in request.body.products %}
            {"groupId": "{{ product.group_id }}", "name": "{{ product.name }}", "price": {{ product.price }}}
            {%- if not loop.last %},{% endif %}
            {%- endfor %}
          ]
        },
        "requestId": "{{ request.headers["X-Request-ID"] }}"
      }
      """;

  @TempDir Path folder;
  private RunningApplication app;
  private AdminClient admin;

  @Test
  void cartBecomesAnEventWithoutAFileEdited() throws Exception {
    TARGET.stubFor(post("/v4/events/custom").willReturn(ok()));
    Files.createDirectory(folder.resolve("routes"));
    int port = RunningApplication.freePort();
    try (RunningApplication running =
        RunningApplication.in(folder)
            .property("camel.management.port", Integer.toString(port))
            .start()) {
      app = running;
      admin = new AdminClient(port, Files.readString(folder.resolve("data/admin-token")).strip());

      String secret = made("/keys", "{\"name\": \"shop\"}").body().get("secret").asText();
      Answer created =
          made(
              "/integrations",
              "{\"name\": \"cart\", \"authentication\": {\"type\": \"jwt\", \"key\": \"shop\"}}");
      String path = URI.create(created.body().get("endpoint").asText()).getPath();
      String token = token(secret);
      assertThat(send(path, token, "r-1").statusCode()).as("a draft").isEqualTo(404);

      JsonNode sample = retrieve(path, token);
      assertThat(sample.get("parameters"))
          .extracting(parameter -> parameter.get("name").asText())
          .contains(
              "body.customer_email",
              "body.order_number",
              "body.products[1].price",
              "headers[\"x-request-id\"]");

      save(created);
      assertThat(send(path, token, "r-1").statusCode()).as("still a draft").isEqualTo(404);
      assertWhatWouldBeSent();

      publish();
      assertThat(send(path, token, "r-1").statusCode()).isEqualTo(200);
      assertThat(send(path, token, "r-1").statusCode()).isEqualTo(204);
      assertThat(send(path, token, "r-2").statusCode()).isEqualTo(200);
      assertThat(send(path, "none", "r-3").statusCode()).isEqualTo(401);
      await().untilAsserted(() -> assertSent(2));
    }
  }

  private Answer made(String path, String body) {
    Answer answer = admin.call("POST", path, body);
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(201);
    return answer;
  }

  private String token(String secret) throws Exception {
    String login = "{\"apiKey\": \"" + secret + "\"}";
    await().until(() -> app.post("/uauth/v2/auth/login/profile", login).statusCode() == 200);
    return JSON.readTree(app.post("/uauth/v2/auth/login/profile", login).body())
        .get("token")
        .asText();
  }

  private HttpResponse<String> send(String path, String token, String requestId) {
    return app.post(path, CART, "Authorization", "Bearer " + token, "X-Request-ID", requestId);
  }

  private JsonNode retrieve(String path, String token) {
    assertThat(admin.call("POST", "/integrations/cart/window", null).status()).isEqualTo(200);
    assertThat(send(path, "wrong", "r-1").statusCode()).isEqualTo(401);
    assertThat(send(path, token, "r-1").statusCode()).isEqualTo(200);
    await().until(() -> admin.get("/integrations/cart/sample").status() == 200);
    return admin.get("/integrations/cart/sample").body();
  }

  private void save(Answer created) {
    ObjectNode draft = (ObjectNode) created.body().get("draft").get("integration");
    draft.putPOJO("hashParameters", List.of("body.order_number", "headers[\"x-request-id\"]"));
    ObjectNode outgoing = draft.putObject("outgoing").put("method", "POST");
    outgoing.put("url", "http://127.0.0.1:" + TARGET.getPort() + "/v4/events/custom");
    outgoing.putObject("template").put("format", "json").put("text", TEMPLATE);
    Answer saved =
        admin.call("PUT", "/integrations/cart", draft.toString(), "If-Match", created.etag());
    assertThat(saved.status()).as("%s", saved.body()).isEqualTo(200);
    assertThat(draft.get("rateLimit").get("perSecond").asInt()).isEqualTo(50);
  }

  private void assertWhatWouldBeSent() {
    JsonNode tried = admin.call("POST", "/integrations/cart/try", "{}").body();
    assertThat(tried.get("outcome").asText()).isEqualTo("accepted");
    assertThat(tried.get("hash").get("duplicate").asBoolean()).isFalse();
    assertThat(tried.get("findings")).isEmpty();
    assertThat(tried.get("requests").get(0).get("body").asText()).contains("\"12\\\" boots\"");
    TARGET.verify(0, postRequestedFor(urlPathEqualTo("/v4/events/custom")));
  }

  private void publish() {
    String etag = admin.get("/integrations/cart").etag();
    Answer live = admin.call("POST", "/integrations/cart/publish", null, "If-Match", etag);
    assertThat(live.status()).as("%s", live.body()).isEqualTo(200);
    await().until(() -> admin.get("/integrations/cart").body().has("running"));
  }

  private static void assertSent(int times) {
    TARGET.verify(times, postRequestedFor(urlPathEqualTo("/v4/events/custom")));
    TARGET.verify(
        1,
        postRequestedFor(urlPathEqualTo("/v4/events/custom"))
            .withRequestBody(
                equalToJson(
                    """
                    {"action": "cart.abandoned", "client": {"email": "anna@example.com"},
                     "params": {"orderNumber": "A-1001", "products": [
                       {"groupId": "g-7", "name": "12\\" boots", "price": 119.90},
                       {"groupId": "g-8", "name": "laces", "price": 3}]},
                     "requestId": "r-1"}
                    """)));
  }
}
