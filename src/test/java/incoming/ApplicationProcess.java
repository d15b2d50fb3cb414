package incoming;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** {@code bin/incoming} as a process of its own, in a folder of its own. */
public final class ApplicationProcess implements AutoCloseable {
  private final Path folder;
  private final int port;
  private final Process process;

  private ApplicationProcess(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /** Starts without waiting for anything; {@code options} are those of the JVM. */
  public static ApplicationProcess launch(
      Path folder, int port, Map<String, String> environment, String... options) {
    try {
      Files.createDirectories(folder.resolve("routes"));
      ProcessBuilder builder =
          new ProcessBuilder(Path.of("bin", "incoming").toAbsolutePath().toString())
              .directory(folder.toFile())
              .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("out").toFile()))
              .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("err").toFile()));
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      builder.environment().put("INCOMING_JAVA_OPTIONS", String.join(" ", options));
      builder.environment().put("CAMEL_SERVER_HOST", "127.0.0.1");
      builder.environment().put("CAMEL_SERVER_PORT", Integer.toString(port));
      builder
          .environment()
          .put("CAMEL_MANAGEMENT_PORT", Integer.toString(RunningApplication.freePort()));
      if (!Files.exists(folder.resolve("application.properties"))) {
        builder.environment().put("INCOMING_DELIVERY_ALLOW_HOSTS", "127.0.0.1");
      }
      builder.environment().putAll(environment);
      return new ApplicationProcess(folder, port, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts and waits until requests are taken. */
  public static ApplicationProcess start(Path folder, int port, String... options) {
    return launch(folder, port, Map.of(), options).awaitReady();
  }

  /** Waits until it answers anything but "starting". */
  public ApplicationProcess awaitReady() {
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(50))
          .failFast("it ended", () -> !process.isAlive())
          .until(this::isReady);
      return this;
    } catch (ConditionTimeoutException | TerminalFailureException e) {
      close();
      throw new IllegalStateException(output() + errors(), e);
    }
  }

  /** Whether the port is open, which is long before requests are taken. */
  public boolean listens() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (ConnectException e) {
      return false;
    }
  }

  /** Whether requests are taken. */
  public boolean isReady() throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write(
              "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      return RunningApplication.readAll(socket).startsWith("HTTP/1.1 404 ");
    } catch (ConnectException e) {
      return false;
    }
  }

  /** {@code kill -9}. */
  public void kill() {
    process.destroyForcibly();
    exitCode();
  }

  /** Waits until it ends by itself, for so long at most; answers whether it has. */
  public boolean awaitEnd(Duration time) {
    try {
      return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** {@code kill -TERM}. */
  public void terminate() {
    process.destroy();
  }

  /** Waits for the end. */
  public int exitCode() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("still running: " + folder);
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public String output() {
    return read("out");
  }

  /** Standard error, without what a newer JVM warns of on its own about the libraries. */
  public String errors() {
    return read("err").replaceAll("(?m)^WARNING: .*\\R", "");
  }

  private String read(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
    exitCode();
  }
}
