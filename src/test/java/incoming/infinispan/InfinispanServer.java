package incoming.infinispan;

import incoming.RunningApplication;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** A real Infinispan server as a process of its own, which wants a login. */
public final class InfinispanServer implements AutoCloseable {
  /** May create caches and use them. */
  public static final String USER = "incoming";

  /** May log in, but create no cache. */
  public static final String STRANGER = "stranger";

  /** Of both. */
  public static final String PASSWORD = "only-for-the-tests";

  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private static final Path LIB =
      Path.of("target", "servers", "infinispan-server", "target", "lib").toAbsolutePath();
  private static final List<String> FILES =
      List.of("infinispan.xml", "log4j2.xml", "users.properties", "groups.properties");

  private final Path folder;
  private final int port = RunningApplication.freePort();
  private final int clusterPort = RunningApplication.freePort();
  private Process process;

  private InfinispanServer(Path folder) {
    this.folder = folder;
  }

  /** Starts one with its files in {@code folder}. */
  public static InfinispanServer start(Path folder) {
    InfinispanServer server = new InfinispanServer(folder);
    try {
      for (String name : List.of("conf", "data", "lib", "log")) {
        Files.createDirectories(folder.resolve(name));
      }
      for (String name : FILES) {
        try (InputStream file = InfinispanServer.class.getResourceAsStream(name)) {
          Files.copy(Objects.requireNonNull(file, name), folder.resolve("conf").resolve(name));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.restart();
    return server;
  }

  /** Starts it again, on the same port and with the caches that it had, which are empty. */
  public void restart() {
    try {
      process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-XX:TieredStopAtLevel=1",
                  "-Djava.net.preferIPv4Stack=true",
                  "-Dtest.port=" + port,
                  "-Dtest.cluster.port=" + clusterPort,
                  "-Dinfinispan.server.home.path=" + folder,
                  "-Dlog4j.configurationFile=" + folder.resolve("conf").resolve("log4j2.xml"),
                  "-cp",
                  LIB + "/*",
                  "org.infinispan.server.Bootstrap",
                  "-s",
                  folder.toString(),
                  "-c",
                  "infinispan.xml")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("out").toFile()))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .failFast("it ended", () -> !process.isAlive())
          .ignoreExceptions()
          .until(this::isReady);
    } catch (ConditionTimeoutException | TerminalFailureException e) {
      kill();
      throw new IllegalStateException(output(), e);
    }
  }

  private String output() {
    try {
      return Files.readString(folder.resolve("out"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean isReady() throws IOException, InterruptedException {
    URI health = URI.create("http://127.0.0.1:" + port + "/rest/v2/container/health/status");
    return CLIENT
        .send(HttpRequest.newBuilder(health).build(), BodyHandlers.ofString())
        .body()
        .equals("HEALTHY");
  }

  /** As {@code incoming.infinispan.hosts} has it. */
  public String host() {
    return "127.0.0.1:" + port;
  }

  /** {@code kill -9}. */
  public void kill() {
    process.destroyForcibly();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("still running: " + folder);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
