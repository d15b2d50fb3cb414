package incoming.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The admin API of one server.
 *
 * <p>Everything that keeps a call from doing what it should is a {@link FailedException} with words
 * for whoever runs the command. Redirects are not followed: the token is for this server.
 */
final class Api {
  /** The server itself gives up after 60 s. */
  private static final Duration PATIENCE = Duration.ofSeconds(70);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final Server server;

  Api(Server server) {
    this.server = server;
  }

  Answer get(Address address) {
    return answer(request(address).GET());
  }

  /** Posts nothing. */
  Answer post(Address address) {
    return answer(request(address).POST(BodyPublishers.noBody()));
  }

  Answer post(Address address, JsonNode body) {
    return answer(withBody(request(address), "POST", body));
  }

  Answer put(Address address, JsonNode body) {
    return answer(withBody(request(address), "PUT", body));
  }

  Answer put(Address address, Condition condition, JsonNode body) {
    return answer(withBody(given(address, condition), "PUT", body));
  }

  Answer post(Address address, Condition condition) {
    return answer(given(address, condition).POST(BodyPublishers.noBody()));
  }

  Answer post(Address address, Condition condition, JsonNode body) {
    return answer(withBody(given(address, condition), "POST", body));
  }

  Answer delete(Address address) {
    return answer(request(address).DELETE());
  }

  Answer delete(Address address, Condition condition) {
    return answer(given(address, condition).DELETE());
  }

  /** Hands every line of a stream to {@code reader}, until the server ends it. */
  void watch(Address address, Consumer<String> reader) {
    HttpRequest request = request(address).header("Accept", "text/event-stream").build();
    HttpResponse<Stream<String>> response = send(request, BodyHandlers.ofLines());
    try (Stream<String> lines = response.body()) {
      if (response.statusCode() != 200) {
        throw refused(response, lines.collect(Collectors.joining("\n")));
      }
      lines.forEach(reader);
    } catch (java.io.UncheckedIOException e) {
      throw new FailedException("The connection to " + server + " broke: " + said(e.getCause()));
    }
  }

  private HttpRequest.Builder request(Address address) {
    return HttpRequest.newBuilder(server.uri(address))
        .timeout(PATIENCE)
        .header("Authorization", server.authorization());
  }

  private HttpRequest.Builder given(Address address, Condition condition) {
    return request(address).header(condition.header(), condition.value());
  }

  private static HttpRequest.Builder withBody(
      HttpRequest.Builder request, String method, JsonNode body) {
    return request
        .header("Content-Type", "application/json")
        .method(method, BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8));
  }

  private Answer answer(HttpRequest.Builder request) {
    HttpResponse<String> response =
        send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    if (response.statusCode() / 100 != 2) {
      throw refused(response, response.body());
    }
    return new Answer(response.headers(), response.body());
  }

  private <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (ConnectException e) {
      throw new FailedException(
          server
              + " cannot be reached. Is Incoming running there? --server or INCOMING_SERVER names"
              + " another.");
    } catch (HttpTimeoutException e) {
      throw new FailedException(server + " did not answer in time.");
    } catch (IOException e) {
      throw new FailedException(server + " cannot be asked: " + said(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedException("Interrupted.");
    }
  }

  private static String said(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private FailedException refused(HttpResponse<?> response, String body) {
    int status = response.statusCode();
    String type = response.headers().firstValue("Content-Type").orElse("");
    if (!type.startsWith("application/problem+json")) {
      return new FailedException(
          "%s answered %d without a reason: there is no admin API, or something in between refuses."
              .formatted(server, status),
          status);
    }
    String words = new ProblemText(new Answer(response.headers(), body).json()).toString();
    return new FailedException(
        status == 401 ? words + "\nThe token is that of " + server.source() + "." : words, status);
  }
}
