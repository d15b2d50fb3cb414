package incoming.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

/** Calls the admin API; every answer must be as the OpenAPI document describes it. */
final class AdminClient {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private static final Description DESCRIPTION = new Description();
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String address;
  private final String token;

  /** An answer, its body read as JSON; missing when there is none. */
  record Answer(int status, JsonNode body, HttpResponse<String> http) {
    String etag() {
      return http.headers().firstValue("ETag").orElseThrow();
    }

    String problem() {
      return body.path("type").asText();
    }
  }

  AdminClient(int port, String token) {
    this.address = "http://127.0.0.1:" + port + "/api";
    this.token = token;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(address + path));
  }

  Answer get(String path) {
    return call("GET", path, null);
  }

  Answer call(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        request(path)
            .header("Authorization", "Bearer " + token)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  /** Sends {@code request} and holds the answer against the document. */
  static Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> http = HTTP.send(request.build(), BodyHandlers.ofString());
      String type = http.headers().firstValue("Content-Type").orElse("");
      JsonNode body =
          type.contains("json")
              ? JSON.readTree(http.body())
              : com.fasterxml.jackson.databind.node.MissingNode.getInstance();
      String path = http.request().uri().getPath().substring("/api".length());
      operation(http.request().method(), path).ifPresent(id -> describe(id, http, type));
      assertThat(http.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(http.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(http.headers().firstValue("Content-Security-Policy").orElse(""))
          .contains("default-src 'none'");
      return new Answer(http.statusCode(), body, http);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void describe(String operation, HttpResponse<String> http, String type) {
    if (http.statusCode() == 204) {
      assertThat(DESCRIPTION.response(operation, 204).isMissingNode()).as(operation).isFalse();
      assertThat(http.body()).isEmpty();
    } else if (type.contains("json")) {
      assertThat(DESCRIPTION.faults(operation, http.statusCode(), type, http.body()))
          .as(operation + " " + http.statusCode() + ": " + http.body())
          .isEmpty();
    }
  }

  private static java.util.Optional<String> operation(String method, String path) {
    List<String> segments = List.of(path.substring(1).split("/", -1));
    return Tables.ALL.all().stream()
        .filter(one -> one.method().equals(method) && one.path().match(segments).isPresent())
        .map(Operation::id)
        .findFirst();
  }
}
