package incoming.target;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on loopback that reads requests and answers them with whatever bytes a test writes. */
final class RawTarget implements AutoCloseable {
  private final ServerSocket server;
  private final Answer answer;
  private final AtomicInteger connections = new AtomicInteger();
  private final CountDownLatch hungUp = new CountDownLatch(1);

  /** Answers one request; called again for the next one on the same connection. */
  interface Answer {
    void write(OutputStream out) throws IOException;
  }

  RawTarget(Answer answer) throws IOException {
    this.answer = answer;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    start(this::accept);
  }

  String address() {
    return "http://127.0.0.1:" + server.getLocalPort() + "/";
  }

  int connections() {
    return connections.get();
  }

  /** Returns once a connection has ended. */
  void awaitHangUp() throws InterruptedException {
    hungUp.await();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        connections.incrementAndGet();
        start(() -> serve(socket));
      } catch (IOException e) {
        return; // the test is over
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      while (request(socket.getInputStream())) {
        answer.write(socket.getOutputStream());
      }
    } catch (IOException e) {
      // The client has hung up, which is what some tests wait for.
    } finally {
      hungUp.countDown();
    }
  }

  /** Reads one request with a Content-Length; false at the end of the connection. */
  private static boolean request(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0) {
        return false;
      }
      head.append((char) c);
    }
    String length = head.toString().replaceAll("(?is).*content-length: (\\d+).*", "$1");
    in.skipNBytes(Long.parseLong(length));
    return true;
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "raw-target");
    thread.setDaemon(true);
    thread.start();
  }
}
