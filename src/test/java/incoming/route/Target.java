package incoming.route;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** The server that integrations call; it remembers which version of one has sent which number. */
final class Target implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<Integer, Integer> versions = new ConcurrentHashMap<>();
  private final Semaphore calls = new Semaphore(0);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private volatile CountDownLatch gate = new CountDownLatch(0);

  Target() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.createContext("/", this::take);
    server.setExecutor(threads);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** The version that has sent number {@code n}; 0 when none has. */
  int versionOf(int n) {
    return versions.getOrDefault(n, 0);
  }

  /** Lets calls come in but answers none until {@link #open}. */
  void hold() {
    gate = new CountDownLatch(1);
  }

  void open() {
    gate.countDown();
  }

  /** Waits for one call. */
  void awaitCall() throws InterruptedException {
    calls.acquire();
  }

  private void take(HttpExchange call) throws IOException {
    JsonNode event = JSON.readTree(call.getRequestBody());
    int inRoute = Integer.parseInt(call.getRequestHeaders().getFirst("X-Version"));
    calls.release();
    awaitOpen();
    versions.put(event.get("n").intValue(), Math.max(inRoute, event.get("version").intValue()));
    call.sendResponseHeaders(204, -1);
    call.close();
  }

  private void awaitOpen() {
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    open();
    server.stop(0);
    threads.shutdown();
  }
}
