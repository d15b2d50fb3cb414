package incoming.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import incoming.RunningApplication;
import incoming.console.AdminClient.Answer;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The admin API as HTTP: what is known already, what comes in parts, and many at once. */
class AdminTrafficIT {
  @TempDir static Path folder;
  private static int port;
  private static RunningApplication app;
  private static AdminClient admin;

  @BeforeAll
  static void start() throws Exception {
    Files.createDirectory(folder.resolve("routes"));
    port = RunningApplication.freePort();
    app =
        RunningApplication.in(folder)
            .property("camel.management.port", Integer.toString(port))
            .start();
    admin = new AdminClient(port, Files.readString(folder.resolve("data/admin-token")).strip());
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  private static Answer created(String name) {
    Answer created = admin.call("POST", "/integrations", "{\"name\": \"" + name + "\"}");
    assertThat(created.status()).as(created.body().toString()).isEqualTo(201);
    return created;
  }

  @Test
  void headIsAnsweredAsGetIsWithoutItsBody() {
    Answer head = admin.call("HEAD", "/openapi.json", null);

    assertThat(head.status()).isEqualTo(200);
    assertThat(head.http().body()).isEmpty();
    assertThat(head.http().headers().firstValue("Content-Length"))
        .contains(
            Integer.toString(
                admin.get("/openapi.json").http().body().getBytes(StandardCharsets.UTF_8).length));
    assertThat(admin.call("HEAD", "/integrations/none", null).status()).isEqualTo(404);
    assertThat(admin.call("HEAD", "/session", null).status()).isEqualTo(200);
  }

  @Test
  void whatTheCallerHasIsNotSentAgain() {
    Answer created = created("known");
    for (String path : List.of("/integrations/known", "/integrations/known/files")) {
      Answer known = admin.call("GET", path, null, "If-None-Match", "W/" + created.etag());
      assertThat(known.status()).isEqualTo(304);
      assertThat(known.etag()).isEqualTo(created.etag());
      assertThat(known.http().body()).isEmpty();
      assertThat(admin.call("GET", path, null, "If-None-Match", "\"other\"").status())
          .isEqualTo(200);
    }
  }

  @Test
  void everyIntegrationIsOnOnePageOfTheListInTheOrderOfTheNames() {
    for (int i = 0; i < 5; i++) {
      created("page-" + i);
    }
    List<String> names = new ArrayList<>();
    JsonNode page = admin.get("/integrations?limit=2").body();
    while (true) {
      assertThat(page.get("integrations")).hasSizeLessThanOrEqualTo(2);
      page.get("integrations").forEach(row -> names.add(row.get("name").asText()));
      if (!page.has("next")) {
        break;
      }
      page = admin.get("/integrations?limit=2&cursor=" + page.get("next").asText()).body();
    }

    assertThat(names)
        .isSorted()
        .doesNotHaveDuplicates()
        .contains("page-0", "page-1", "page-2", "page-3", "page-4");
  }

  @Test
  void filesAreDownloadedUnderTheNameOfTheIntegration() {
    created("down");

    Answer archive = admin.get("/integrations/down/download");

    assertThat(archive.http().headers().firstValue("Content-Type")).contains("application/zip");
    assertThat(archive.http().headers().firstValue("Content-Disposition"))
        .contains("attachment; filename=\"down.zip\"");
    assertThat(archive.http().body()).startsWith("PK").contains("down.camel.yaml");
  }

  @Test
  void textThatIsEmptyIsNoRouteFile() {
    Answer refused =
        admin.call(
            "PUT", "/integrations/empty/files", "{\"text\": \" \\n\"}", "If-None-Match", "*");

    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body().at("/errors/0/pointer").asText()).isEqualTo("/text");
  }

  @Test
  void ofManyWritersAtOnceOneIsFirst() {
    Answer created = created("raced");
    String changed = created.body().at("/draft/integration").toString();

    List<Integer> statuses =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(
                i ->
                    admin
                        .call(
                            "PUT",
                            "/integrations/raced",
                            changed.replace(
                                "\"description\":\"\"", "\"description\":\"writer " + i + "\""),
                            "If-Match",
                            created.etag())
                        .status())
            .toList();

    assertThat(statuses).containsOnly(200, 412).containsOnlyOnce(200);
  }

  @Test
  void loginsWhoseBodiesNeverComeLeaveCallsToOthers() throws Exception {
    List<Socket> slow = new ArrayList<>();
    String half =
        "POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Content-Length: 100\r\n\r\n{";
    try {
      for (int i = 0; i < 40; i++) {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        slow.add(socket);
        socket.getOutputStream().write(half.getBytes(StandardCharsets.ISO_8859_1));
      }
      // Until most of them have been turned away; before they are given up after 10 s.
      await().atMost(Duration.ofSeconds(5)).until(() -> admin.get("/status").status() == 200);
      for (int i = 0; i < 5; i++) {
        assertThat(admin.get("/status").status()).isEqualTo(200);
      }
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }
}
