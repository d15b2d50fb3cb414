package incoming;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import incoming.history.Criteria;
import incoming.history.State;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/**
 * The command {@code train}: one request from the door to its target, in a process that ends then.
 *
 * <p>Run with {@code -XX:ArchiveClassesAtExit}, it leaves an archive of the classes that a start
 * needs (class data sharing), with which the next one takes half the time. Everything happens in a
 * temporary folder, on free ports of the loopback address; the settings and route files of the
 * working directory are not looked at beyond what {@code validate} does.
 */
@Command(
    name = "train",
    hidden = true,
    header = "Takes and delivers one request of its own, for an archive of the classes.",
    mixinStandardHelpOptions = true,
    versionProvider = Commands.Version.class)
final class Train implements Callable<Integer> {
  private static final List<String> FILES =
      List.of("orders.camel.yaml", "orders.json.j2", "target.camel.yaml");
  private static final String SECRET = "only-for-the-training-run-0123456789";
  private static final String ORDER =
      """
      {"number": "A-1", "status": "paid", "products": [{"name": "12\\" boots", "price": 119.90}]}
      """;
  private static final Duration LONGEST_DELIVERY = Duration.ofSeconds(20);

  @Override
  public Integer call() throws IOException, JOSEException, InterruptedException {
    Path folder = Files.createTempDirectory("incoming-train");
    try {
      Path routes = Files.createDirectory(folder.resolve("routes"));
      for (String name : FILES) {
        try (InputStream file = Train.class.getResourceAsStream("training/" + name)) {
          Files.copy(Objects.requireNonNull(file, name), routes.resolve(name));
        }
      }
      try (Rehearsal rehearsal = new Rehearsal(Optional.of(routes))) {
        rehearsal.check();
      }
      int port = freePort();
      try (Application application = Application.start(settings(folder, port))) {
        post(port);
        awaitDelivery(application);
      }
      return 0;
    } finally {
      delete(folder);
    }
  }

  private static Map<String, String> settings(Path folder, int port) {
    return Map.of(
        "camel.server.host",
        "127.0.0.1",
        "camel.server.port",
        Integer.toString(port),
        "camel.management.host",
        "127.0.0.1",
        "camel.management.port",
        Integer.toString(freePort()),
        "incoming.routes",
        folder.resolve("routes").toString(),
        "incoming.data",
        folder.resolve("data").toString(),
        "incoming.delivery.broker",
        "",
        "incoming.delivery.allow-hosts",
        "127.0.0.1",
        "incoming.keys.training.secret",
        SECRET);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void post(int port) throws IOException, JOSEException {
    URL url = new URL("http://127.0.0.1:" + port + "/in/orders");
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", "application/json");
    connection.setRequestProperty("Authorization", "Bearer " + token());
    try (OutputStream body = connection.getOutputStream()) {
      body.write(ORDER.getBytes(StandardCharsets.UTF_8));
    }
    if (connection.getResponseCode() != 200) {
      throw new IOException("the request was answered " + connection.getResponseCode());
    }
  }

  private static String token() throws JOSEException {
    Date end = Date.from(Instant.now().plusSeconds(60));
    SignedJWT token =
        new SignedJWT(
            new JWSHeader(JWSAlgorithm.HS256),
            new JWTClaimsSet.Builder().expirationTime(end).build());
    token.sign(new MACSigner(SECRET));
    return token.serialize();
  }

  private static void awaitDelivery(Application application)
      throws IOException, InterruptedException {
    Criteria delivered =
        new Criteria(
            Optional.of(State.DELIVERED), Optional.empty(), 0, Long.MAX_VALUE, Optional.empty(), 1);
    long began = System.nanoTime();
    while (application.deliveries().page(delivered).deliveries().isEmpty()) {
      if (System.nanoTime() - began > LONGEST_DELIVERY.toNanos()) {
        throw new IOException("the request was not delivered within " + LONGEST_DELIVERY);
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
