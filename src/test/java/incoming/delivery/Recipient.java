package incoming.delivery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;

/**
 * The server that events are delivered to, which outlives the processes that deliver; it remembers
 * every call: the number in its body and the id of its event.
 */
final class Recipient implements AutoCloseable {
  private final Map<Integer, List<Call>> calls = new ConcurrentHashMap<>();
  private final AtomicInteger open = new AtomicInteger();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private volatile IntUnaryOperator status = n -> 204;

  /**
   * A call that has come in.
   *
   * @param answered with this status
   * @param at of the nano clock, when it came
   */
  record Call(String eventId, int answered, long at) {}

  Recipient() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.createContext("/", this::take);
    server.setExecutor(threads);
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/events";
  }

  /** From now on each call is answered with what {@code next} gives for its number. */
  void answer(IntUnaryOperator next) {
    status = next;
  }

  /** Calls that have no answer yet. */
  int open() {
    return open.get();
  }

  /** The calls with number {@code n} that were taken. */
  List<Call> taken(int n) {
    return calls.getOrDefault(n, List.of()).stream().filter(call -> call.answered < 300).toList();
  }

  /** Whether each of {@code numbers} was taken. */
  boolean tookAll(Collection<Integer> numbers) {
    return numbers.stream().noneMatch(n -> taken(n).isEmpty());
  }

  /** How often a call with number {@code n} came. */
  int calls(int n) {
    return calls.getOrDefault(n, List.of()).size();
  }

  int calls() {
    return calls.values().stream().mapToInt(List::size).sum();
  }

  /** The ids of the events that have come with number {@code n}. */
  Set<String> eventIds(int n) {
    return calls.getOrDefault(n, List.of()).stream().map(Call::eventId).collect(Collectors.toSet());
  }

  private void take(HttpExchange call) throws IOException {
    long at = System.nanoTime();
    open.incrementAndGet();
    try (call) {
      String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      int n = Integer.parseInt(body.replaceAll("\\D", ""));
      int answer = status.applyAsInt(n);
      String eventId = call.getRequestHeaders().getFirst("Idempotency-Key");
      calls
          .computeIfAbsent(n, key -> new CopyOnWriteArrayList<>())
          .add(new Call(eventId, answer, at));
      call.sendResponseHeaders(answer, -1);
    } finally {
      open.decrementAndGet();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
  }
}
