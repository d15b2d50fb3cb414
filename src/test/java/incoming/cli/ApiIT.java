package incoming.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.deleteRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import incoming.RunningApplication;
import incoming.cli.Shell.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Commands against a server that answers as it is told. */
class ApiIT {
  private static final String TOKEN = "token-for-this-test-and-nothing-else";
  private static final String VIEW =
      """
      {"name":"orders","etag":"e1","endpoint":"/in/1","draft":{"integration":{"name":"orders",\
      "endpointId":"1","description":"old","rateLimit":{"perSecond":1.50,"burst":2}}}}\
      """;

  @RegisterExtension
  static final WireMockExtension API =
      WireMockExtension.newInstance()
          .options(options().dynamicPort().bindAddress("127.0.0.1"))
          .build();

  @TempDir Path folder;
  private Shell shell;

  @BeforeEach
  void open() {
    shell =
        new Shell(folder)
            .variable("INCOMING_SERVER", "http://127.0.0.1:" + API.getPort())
            .variable("INCOMING_TOKEN", TOKEN);
  }

  private static ResponseDefinitionBuilder problem(int status, String json) {
    return aResponse()
        .withStatus(status)
        .withHeader("Content-Type", "application/problem+json")
        .withBody(json);
  }

  private static void reads(String body) {
    API.stubFor(
        get("/api/integrations/orders").willReturn(okJson(body).withHeader("ETag", "\"e1\"")));
  }

  @Test
  void jsonIsPrintedAsItCame() {
    API.stubFor(get("/api/status").willReturn(okJson("{\"version\" : \"1\",  \"ü\":1e400}")));

    Result result = shell.run("status", "--output", "json");

    assertThat(result).isEqualTo(new Result(0, "{\"version\" : \"1\",  \"ü\":1e400}\n", ""));
    API.verify(
        getRequestedFor(urlEqualTo("/api/status"))
            .withHeader("Authorization", equalTo("Bearer " + TOKEN)));
  }

  @Test
  void refusalIsToldWithItsFields() {
    API.stubFor(
        post("/api/integrations")
            .willReturn(
                problem(
                    422,
                    """
                    {"type":"/problems/fields-invalid","title":"Fields are not valid","status":422,
                     "detail":"The fields in 'errors' are wrong.","retry":false,
                     "errors":[{"pointer":"/outgoing/url","detail":"is \\u001b[2Jmissing"}],
                     "findings":[{"file":"orders.camel.yaml","line":3,"column":5,
                       "severity":"error","message":"no"}]}
                    """)));

    Result result = shell.run("create", "orders", "--hash", "body.id");

    assertThat(result)
        .isEqualTo(
            new Result(
                1,
                "",
                """
                Fields are not valid (422)
                The fields in 'errors' are wrong.
                  /outgoing/url: is \\u001b[2Jmissing
                  orders.camel.yaml:3:5: error: no
                """));
  }

  @Test
  void changeOfSomebodyElseIsAConflict() {
    reads(VIEW);
    API.stubFor(
        post("/api/integrations/orders/publish")
            .willReturn(
                problem(
                    412,
                    """
                    {"type":"/problems/changed-since","title":"Changed since it was read",
                     "status":412,"detail":"The draft is another.","retry":false}
                    """)));

    Result result = shell.run("publish", "orders");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errors()).contains("Somebody else has changed it");
    API.verify(
        postRequestedFor(urlEqualTo("/api/integrations/orders/publish"))
            .withHeader("If-Match", equalTo("\"e1\"")));
  }

  @Test
  void versionThatWasLookedAtIsTheOneThatIsChanged() {
    API.stubFor(post("/api/integrations/orders/publish").willReturn(okJson(VIEW)));

    assertThat(shell.run("publish", "orders", "--if-match", "e0").exitCode()).isZero();

    API.verify(0, getRequestedFor(anyUrl()));
    API.verify(
        postRequestedFor(urlEqualTo("/api/integrations/orders/publish"))
            .withHeader("If-Match", equalTo("\"e0\"")));
    assertThat(shell.run("publish", "orders", "--if-match", "e\r\nX: 1").errors())
        .contains("this is no etag");
  }

  @Test
  void optionsChangeWhatTheyNameAndNothingElse() throws IOException {
    reads(VIEW);
    API.stubFor(put("/api/integrations/orders").willReturn(okJson(VIEW)));
    Path template = Files.writeString(folder.resolve("orders.xml.j2"), "<a>ü</a>");

    Result result =
        shell.run(
            "save",
            "orders",
            "--auth=github:one,two",
            "--hash=body.id",
            "--hash=headers[\"x,y\"]",
            "--template=" + template);

    assertThat(result.errors()).isEmpty();
    API.verify(
        putRequestedFor(urlEqualTo("/api/integrations/orders"))
            .withHeader("If-Match", equalTo("\"e1\""))
            .withRequestBody(
                equalToJson(
                    """
                    {"name":"orders","endpointId":"1","description":"old",
                     "rateLimit":{"perSecond":1.50,"burst":2},
                     "authentication":{"type":"signature","scheme":"github","keys":["one","two"]},
                     "hashParameters":["body.id","headers[\\"x,y\\"]"],
                     "outgoing":{"method":"POST","template":{"format":"xml","text":"<a>ü</a>"}}}
                    """)));
  }

  @Test
  void customisedFileIsNotChangedByOptions() {
    reads("{\"name\":\"orders\",\"draft\":{\"customised\":{\"line\":7,\"reason\":\"a bean\"}}}");

    Result result = shell.run("save", "orders", "--hash", "body.id");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errors()).contains("customised (line 7: a bean)", "save --file");
  }

  @Test
  void routeFileFromStandardInputKeepsTheTemplate() {
    API.stubFor(
        get("/api/integrations/orders/files")
            .willReturn(
                okJson(
                        """
                        {"name":"orders","etag":"e1",
                         "published":{"text":"old","template":{"format":"json","text":"{}"}}}
                        """)
                    .withHeader("ETag", "\"e1\"")));
    API.stubFor(put("/api/integrations/orders/files").willReturn(okJson(VIEW)));

    Result result = shell.input("- route: {}\n").run("save", "orders", "--file", "-");

    assertThat(result.errors()).isEmpty();
    API.verify(
        putRequestedFor(urlEqualTo("/api/integrations/orders/files"))
            .withRequestBody(
                equalToJson(
                    "{\"text\":\"- route: {}\\n\",\"template\":{\"format\":\"json\",\"text\":\"{}\"}}")));
  }

  @Test
  void deletingAsksForTheName() {
    reads(VIEW);
    API.stubFor(any(anyUrl()).atPriority(10).willReturn(aResponse().withStatus(204)));

    assertThat(shell.input("").run("delete", "orders").exitCode()).isEqualTo(1);
    assertThat(shell.input("order\n").run("delete", "orders").exitCode()).isEqualTo(1);
    assertThat(shell.run("delete", "orders", "--confirm", "Orders").exitCode()).isEqualTo(1);
    API.verify(0, deleteRequestedFor(anyUrl()));

    assertThat(shell.input("orders\n").run("delete", "orders").exitCode()).isZero();
    API.verify(
        deleteRequestedFor(urlEqualTo("/api/integrations/orders?confirm=orders"))
            .withHeader("If-Match", equalTo("\"e1\"")));
  }

  @Test
  void restoringWhatWasDeletedMakesItAnew() {
    API.stubFor(
        get("/api/integrations/orders")
            .willReturn(
                problem(
                    404,
                    """
                    {"type":"/problems/not-found","title":"No","status":404,"detail":"Gone."}
                    """)));
    API.stubFor(post("/api/integrations/orders/versions/3/restore").willReturn(okJson(VIEW)));

    assertThat(shell.run("restore", "orders", "3").errors()).isEmpty();

    API.verify(
        postRequestedFor(urlEqualTo("/api/integrations/orders/versions/3/restore"))
            .withHeader("If-None-Match", equalTo("*")));
  }

  @Test
  void secretOfANewKeyIsAloneOnStandardOutput() {
    API.stubFor(
        post("/api/keys")
            .willReturn(okJson("{\"key\":{\"name\":\"shop\"},\"secret\":\"inc_new\"}")));

    Result result = shell.run("keys", "create", "shop");

    assertThat(result.output()).isEqualTo("inc_new\n");
    assertThat(result.errors()).contains("shown this once").doesNotContain("inc_new");
  }

  @Test
  void hostileNamesLeadNowhereElse() {
    API.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(204)));

    shell.run("pause", "../keys/shop/disable?");
    shell.run("keys", "delete", "..");

    API.verify(
        postRequestedFor(
            urlEqualTo("/api/integrations/..%2Fkeys%2Fshop%2Fdisable%3F/queue/pause")));
    API.verify(deleteRequestedFor(urlEqualTo("/api/keys/%2E%2E")));
  }

  @Test
  void anotherServiceIsNotTakenForTheApi() {
    API.stubFor(
        any(anyUrl())
            .willReturn(
                aResponse().withStatus(302).withHeader("Location", "http://127.0.0.1:1/stolen")));
    assertThat(shell.run("list").errors()).contains("answered 302 without a reason");

    API.stubFor(any(anyUrl()).willReturn(aResponse().withBody("<html>")));
    Result result = shell.run("list");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errors()).contains("is not JSON");
  }

  @Test
  void serverThatIsNotThereIsTold() {
    String nobody = "http://127.0.0.1:" + RunningApplication.freePort();

    Result result = shell.run("list", "--server", nobody);

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.errors()).startsWith(nobody + " cannot be reached.");
  }

  @Test
  void wrongTokenIsToldWithWhereItIsFromAndNeverItself() {
    API.stubFor(
        get("/api/integrations?limit=500")
            .willReturn(
                problem(
                    401,
                    """
                    {"type":"/problems/unauthorized","title":"Not logged in","status":401,
                     "detail":"The token is not known."}
                    """)));

    Result result = shell.run("list");

    assertThat(result.errors())
        .endsWith("The token is that of INCOMING_TOKEN.\n")
        .doesNotContain(TOKEN);
  }

  @Test
  void whoMayPostAndWhichEventsCountAreGivenByOptions() {
    API.stubFor(post("/api/integrations").willReturn(okJson(VIEW)));

    Result result =
        shell.run(
            "create",
            "orders",
            "--auth",
            "hmac:shop,shop-next",
            "--hmac",
            "header=X-Sign,encoding=base64,prefix=v1=",
            "--tolerance",
            "10m",
            "--rate-limit",
            "2.5",
            "--when",
            "body.status equals paid",
            "--when",
            "body.total greater 100",
            "--when",
            "headers[\"x a\"] exists",
            "--when",
            "body.code equals \"7\"",
            "--when",
            "body.code matches 7",
            "--any",
            "--url",
            "https://crm.example.com/o",
            "--header",
            "X-Shop: {body.shop}");

    assertThat(result.exitCode()).as(result.errors()).isZero();
    API.verify(
        postRequestedFor(urlEqualTo("/api/integrations"))
            .withRequestBody(
                equalToJson(
                    """
                    {"name":"orders",
                     "authentication":{"type":"signature","scheme":"hmac","keys":["shop","shop-next"],
                       "tolerance":"10m",
                       "hmac":{"header":"X-Sign","algorithm":"sha256","encoding":"base64","prefix":"v1="}},
                     "rateLimit":{"perSecond":2.5,"burst":5},
                     "filter":{"type":"conditions","match":"any","conditions":[
                       {"parameter":"body.status","operator":"equals","value":"paid"},
                       {"parameter":"body.total","operator":"greater","value":100},
                       {"parameter":"headers[\\"x a\\"]","operator":"exists"},
                       {"parameter":"body.code","operator":"equals","value":"7"},
                       {"parameter":"body.code","operator":"matches","value":"7"}]},
                     "outgoing":{"method":"POST","url":"https://crm.example.com/o",
                       "headers":[{"name":"X-Shop","text":"{body.shop}"}]}}
                    """)));
  }

  @Test
  void apiKeyHasAHeaderAndALimitCanBeTakenAway() {
    reads(VIEW);
    API.stubFor(put("/api/integrations/orders").willReturn(okJson(VIEW)));

    Result result =
        shell.run(
            "save",
            "orders",
            "--auth",
            "api-key:a",
            "--auth-header",
            "X-Key",
            "--rate-limit",
            "none",
            "--filter",
            "none");

    assertThat(result.exitCode()).as(result.errors()).isZero();
    API.verify(
        putRequestedFor(urlEqualTo("/api/integrations/orders"))
            .withRequestBody(
                equalToJson(
                    """
                    {"name":"orders","endpointId":"1","description":"old","rateLimit":null,
                     "authentication":{"type":"api-key","header":"X-Key","keys":["a"]},
                     "filter":{"type":"none"}}
                    """)));
  }

  @Test
  void detailsWithoutWhatTheyAreDetailsOfAreAUsageError() {
    reads(VIEW);
    for (String[] options :
        new String[][] {
          {"--hmac", "header=X"},
          {"--auth", "basic:a", "--hmac", "header=X"},
          {"--auth", "basic:a", "--auth-header", "X"},
          {"--auth", "none", "--tolerance", "5m"},
          {"--rate-limit", "fast"},
          {"--when", "body.status is paid"},
          {"--when", "a exists", "--filter", "$"},
          {"--any"},
          {"--header", "no-colon"}
        }) {
      String[] command = new String[options.length + 2];
      command[0] = "save";
      command[1] = "orders";
      System.arraycopy(options, 0, command, 2, options.length);

      assertThat(shell.run(command).exitCode()).as(String.join(" ", options)).isEqualTo(2);
    }
    API.verify(0, putRequestedFor(anyUrl()));
  }

  @Test
  void filesAreWrittenIntoAFolder() throws IOException {
    API.stubFor(
        get("/api/integrations/orders/files")
            .willReturn(
                okJson(
                    """
                    {"published":{"text":"old"},
                     "draft":{"text":"new","template":{"format":"xml","text":"<a/>"}}}
                    """)));

    Result result = shell.run("show", "orders", "--into", folder.toString());

    assertThat(result.exitCode()).as(result.errors()).isZero();
    assertThat(folder.resolve("orders.camel.yaml")).hasContent("new");
    assertThat(folder.resolve("orders.xml.j2")).hasContent("<a/>");
    assertThat(shell.run("show", "orders", "--into", folder + "/none").exitCode()).isEqualTo(1);
  }

  @Test
  void tryThatWouldBecomeADeadLetterFails() {
    API.stubFor(
        post("/api/integrations/orders/try")
            .willReturn(
                okJson(
                    """
                    {"outcome":"accepted","status":200,"findings":[{"file":"orders.json.j2",
                     "line":1,"column":2,"severity":"error","message":"'x' is undefined"}]}
                    """)));

    assertThat(shell.run("try", "orders").exitCode()).isEqualTo(1);
  }

  @Test
  void mistakeIsToldInAFewLinesWithTheReasonFirst() {
    Result result = shell.run("show", "orders", "--outptu", "json");

    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.errors())
        .startsWith("Unknown options: '--outptu'")
        .contains("Usage: incoming show", "'incoming show --help' tells more.")
        .hasLineCount(6);
    assertThat(shell.run("deliveries").errors()).contains("preview", "discard");
  }

  @Test
  void fileWithNothingInItIsNoDraft() {
    assertThat(shell.input(" \n").run("create", "orders", "--file", "-").exitCode()).isEqualTo(1);
    API.verify(0, putRequestedFor(anyUrl()));
  }

  @Test
  void wrongArgumentsAreAUsageError() {
    assertThat(shell.run("deliveries", "list", "--state", "lost").exitCode()).isEqualTo(2);
    assertThat(shell.run("try", "orders", "--of", "neither").exitCode()).isEqualTo(2);
    assertThat(shell.run("show").exitCode()).isEqualTo(2);
    assertThat(shell.run("save", "orders").exitCode()).isEqualTo(2);
    assertThat(shell.run("try", "orders", "--header", "a: b").exitCode()).isEqualTo(2);
    assertThat(shell.run("show", "orders", "--yaml", "--template").exitCode()).isEqualTo(2);
    assertThat(shell.run("list", "--output", "xml").exitCode()).isEqualTo(2);
    assertThat(shell.run("status", "--token", "x").exitCode()).isEqualTo(2);
  }
}
