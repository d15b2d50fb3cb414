package incoming;

import incoming.auth.ApiKeys;
import incoming.auth.Login;
import incoming.delivery.Deliveries;
import incoming.integration.Integrations;
import incoming.sample.Windows;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;

/**
 * The whole application in this process, on a free port, with its real parts in a scratch folder.
 */
public final class RunningApplication implements AutoCloseable {
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final Application application;
  private final int port;
  private final int managementPort;

  private RunningApplication(Application application, int port, int managementPort) {
    this.application = application;
    this.port = port;
    this.managementPort = managementPort;
  }

  /** What to start. */
  public static final class Setup {
    private final Path folder;
    private final Map<String, String> properties = new HashMap<>();

    Setup(Path folder) {
      this.folder = folder;
    }

    /** A property that wins over every other source. */
    public Setup property(String key, String value) {
      properties.put(key, value);
      return this;
    }

    /** A file in the routes folder. */
    public Setup file(String name, String text) {
      try {
        Files.createDirectories(folder.resolve("routes"));
        Files.writeString(folder.resolve("routes").resolve(name), text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return this;
    }

    public RunningApplication start() {
      int port = freePort();
      properties.put("camel.server.port", Integer.toString(port));
      properties.put("camel.server.host", "127.0.0.1");
      int management = freePort();
      properties.putIfAbsent("camel.management.port", Integer.toString(management));
      properties.putIfAbsent("incoming.delivery.allow-hosts", "127.0.0.1");
      properties.put("incoming.routes", folder.resolve("routes").toString());
      properties.put("incoming.data", folder.resolve("data").toString());
      return new RunningApplication(Application.start(properties), port, management);
    }
  }

  /** An application that keeps its files in {@code folder}. */
  public static Setup in(Path folder) {
    return new Setup(folder);
  }

  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public CamelContext camel() {
    return application.camel();
  }

  /** What people do with integrations. */
  public Integrations integrations() {
    return application.integrations();
  }

  /** Through which requests are caught. */
  public Windows windows() {
    return application.windows();
  }

  public Deliveries deliveries() {
    return application.deliveries();
  }

  public ApiKeys apiKeys() {
    return application.apiKeys();
  }

  public Login login() {
    return application.login();
  }

  public int port() {
    return port;
  }

  /** Posts JSON; {@code headers} are names and values in turn. */
  public HttpResponse<String> post(String path, String body, String... headers) {
    HttpRequest.Builder request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  /** Gets {@code path} of the management port. */
  public HttpResponse<String> manage(String path) {
    return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path)));
  }

  /** A request to {@code path} to be completed. */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A bare connection. */
  public Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  /** Sends {@code bytes} as they are and answers all that comes back until the door closes. */
  public String raw(String bytes) throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
      return readAll(socket);
    }
  }

  /** All that comes until the other side closes; a reset counts as a close. */
  public static String readAll(Socket socket) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    try {
      for (int n; (n = socket.getInputStream().read(buffer)) >= 0; ) {
        out.write(buffer, 0, n);
      }
    } catch (java.net.SocketException e) {
      out.write("[reset]".getBytes(StandardCharsets.ISO_8859_1));
    }
    return out.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    application.close();
  }
}
