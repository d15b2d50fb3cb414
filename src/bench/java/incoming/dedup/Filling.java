package incoming.dedup;

import incoming.bench.Cart;
import incoming.event.Event;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Fills a deduplication store with the carts of the bench as if each had been accepted. */
public final class Filling {
  private static final DedupSettings SETTINGS =
      new DedupSettings(Duration.ofDays(7), Duration.ofSeconds(60), Duration.ofSeconds(2), 1_000);

  private Filling() {}

  /** Confirms the orders below {@code orders} that an endpoint has got; closes the store. */
  public static void write(Path directory, long orders, String endpoint) throws IOException {
    int threads = Runtime.getRuntime().availableProcessors();
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try (RowCache cache = RowCache.open(directory, SETTINGS)) {
      Window window = cache.window(SETTINGS, Clock.systemUTC());
      List<Future<?>> parts = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int first = i;
        parts.add(workers.submit(() -> write(window, first, orders, threads, endpoint)));
      }
      for (Future<?> part : parts) {
        part.get();
      }
    } catch (ExecutionException | InterruptedException e) {
      throw new IOException("the store could not be filled", e);
    } finally {
      workers.shutdownNow();
    }
  }

  private static void write(Window window, long first, long orders, int step, String endpoint) {
    DeduplicationHash hash = DeduplicationHash.over(Cart.HASHED);
    long now = System.currentTimeMillis();
    for (long order = first; order < orders; order += step) {
      String key = hash.key(event(order, endpoint));
      window.open(HashKey.bytes(key, endpoint), now);
    }
  }

  private static Event event(long order, String endpoint) {
    Map<String, Object> body =
        Map.of("order_number", Cart.order(order), "customer", Map.of("email", Cart.EMAIL));
    return new Event("", endpoint, null, 0, "POST", Map.of(), Map.of(), body);
  }
}
