package incoming.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A server in a process of its own: the product, the floor, or the sink. */
final class Subject implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(2);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String name;
  private final int port;
  private final Path log;
  private final Process process;

  private Subject(String name, int port, Path log, Process process) {
    this.name = name;
    this.port = port;
    this.log = log;
    this.process = process;
  }

  /** Starts the packaged application as its README says; does not wait for it. */
  static Subject product(String name, Installation installation, List<String> options) {
    return start(
        name,
        installation.port(),
        installation.folder(),
        Map.of(
            "JAVA_HOME",
            System.getProperty("java.home"),
            "INCOMING_JAVA_OPTIONS",
            String.join(" ", options)),
        List.of(Path.of("target", "bench", "bin", "incoming").toAbsolutePath().toString()));
  }

  /** Starts a class of this package that listens on a port; does not wait for it. */
  static Subject peer(
      Class<?> main, Path folder, List<String> options, Map<String, String> env, String... args) {
    int port = Port.free();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-cp", absolute(System.getProperty("java.class.path"))));
    command.addAll(List.of(main.getName(), Integer.toString(port)));
    command.addAll(Arrays.asList(args));
    return start(main.getSimpleName().toLowerCase(Locale.ROOT), port, folder, env, command);
  }

  private static String absolute(String classPath) {
    return String.join(
        ":",
        Arrays.stream(classPath.split(":", -1))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .toList());
  }

  private static Subject start(
      String name, int port, Path folder, Map<String, String> env, List<String> command) {
    Path log = folder.resolve(name + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(env);
    try {
      Process process = builder.start();
      // Also when this bench is interrupted.
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return new Subject(name, port, log, process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  Usage usage() {
    return Usage.of(pid());
  }

  /** Posts {@code body} until it is answered 200, and says how long that has taken. */
  Duration awaitFirst200(String path, byte[] body) {
    long began = System.nanoTime();
    while (System.nanoTime() - began < START.toNanos()) {
      if (!process.isAlive()) {
        throw new IllegalStateException(name + " ended: " + output());
      }
      if (takes(path, body)) {
        return Duration.ofNanos(System.nanoTime() - began);
      }
      Pause.millis(2);
    }
    throw new IllegalStateException(name + " does not answer 200 to " + path + ": " + output());
  }

  private boolean takes(String path, byte[] body) {
    try {
      return post(path, null, body).statusCode() == 200;
    } catch (UncheckedIOException notListening) {
      return false;
    }
  }

  HttpResponse<String> post(String path, String token, byte[] body) {
    HttpRequest.Builder request = request(path).header("Content-Type", "application/json");
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return send(request.POST(BodyPublishers.ofByteArray(body)));
  }

  String get(String path) {
    return send(request(path)).body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What it has written so far, the end of it. */
  String output() {
    try {
      List<String> lines = Files.readAllLines(log);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
