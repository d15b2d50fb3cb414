package incoming.delivery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A target that answers no call before a test says so, and then every call with one status. */
final class HeldTarget implements AutoCloseable {
  private final CountDownLatch released = new CountDownLatch(1);
  private final List<String> called = new CopyOnWriteArrayList<>();
  private final List<String> answered = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final int status;
  private final HttpServer server;

  private HeldTarget(int port, int status) throws IOException {
    this.status = status;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  static HeldTarget on(int port) throws IOException {
    return new HeldTarget(port, 200);
  }

  static HeldTarget answering(int status) throws IOException {
    return new HeldTarget(0, status);
  }

  private void answer(HttpExchange call) throws IOException {
    try (call) {
      String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      called.add(body);
      released.await();
      call.sendResponseHeaders(status, -1);
      answered.add(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** Bodies of the calls that came, answered or not. */
  List<String> called() {
    return called;
  }

  /** Bodies of the calls that were answered. */
  List<String> answered() {
    return answered;
  }

  void release() {
    released.countDown();
  }

  @Override
  public void close() {
    released.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
