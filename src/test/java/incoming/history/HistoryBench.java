package incoming.history;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.Stream;

/**
 * Measures the history; run by hand, asserts nothing.
 *
 * <p>{@code <records> <directory>}: the cost of accepting and putting so many, of pages among them,
 * and what they take on disk. {@code <records> <directory> churn}: what is on disk while so many
 * come, of which no more than 128 MiB may stay. Read CPU times and ratios, not absolute rates.
 */
final class HistoryBench {
  private static final int THREADS = 8;
  private static final int EVENT_SIZE = 1024;
  private static final HistorySettings SETTINGS =
      new HistorySettings(Duration.ofDays(7), Duration.ofDays(30), 100L << 30);

  private HistoryBench() {}

  public static void main(String[] args) throws Exception {
    int records = Integer.parseInt(args[0]);
    Path directory = Path.of(args[1]);
    long start = System.currentTimeMillis();
    if (args.length > 2) {
      churn(records, directory, start);
      return;
    }
    try (History history = History.open(directory, SETTINGS, Clock.systemUTC())) {
      measure(
          "accepted, then put",
          records / 10,
          n -> {
            Delivery delivered = delivery(start - 100_000, n);
            history.accepted(delivered);
            history.put(delivered);
          });
      measure("make a delivery", records, n -> delivery(start, n));
      measure("put", records, n -> history.put(delivery(start, n)));
      measure("put again", records / 10, n -> history.put(delivery(start, n)));
      page(history, "page of all", criteria(Optional.empty(), Optional.empty()));
      page(history, "page of one integration", criteria(Optional.empty(), Optional.of("shop-7")));
      page(history, "page of no state", criteria(Optional.of(State.DEAD), Optional.empty()));
      System.out.printf("left out %d, failures %d%n", history.leftOut(), history.failures());
    }
    System.out.printf("on disk %.0f B each%n", bytes(directory) / (records * 1.1));
    try (HistoryDatabase database = HistoryDatabase.open(directory)) {
      database.compact(null, null);
      System.out.printf("compacted %.0f B each%n", database.size() / (records * 1.1));
    }
    Newcomers newcomers = new Newcomers(1L << 40);
    Delivery[] some = new Delivery[100_000];
    for (int n = 0; n < some.length; n++) {
      some[n] = delivery(start, n);
    }
    for (int round = 0; round < 5; round++) {
      measure(
          "newcomer comes and goes",
          some.length,
          n -> {
            newcomers.add(some[n]);
            newcomers.remove(List.of(some[n]));
          });
    }
  }

  private static void churn(int records, Path directory, long start) throws Exception {
    HistorySettings small =
        new HistorySettings(Duration.ofDays(7), Duration.ofDays(30), 128L << 20);
    try (History history = History.open(directory, small, Clock.systemUTC())) {
      int round = records / 20;
      for (int from = 0; from < records; from += round) {
        int first = from;
        Thread purge = new Thread(history::purge, "purge");
        purge.start();
        measure("put beside a purge", round, n -> history.put(delivery(start, first + n)));
        long began = System.nanoTime();
        purge.join();
        System.out.printf(
            "%.0f MiB on disk, purge took %d ms more%n",
            bytes(directory) / 1048576.0, (System.nanoTime() - began) / 1_000_000);
      }
    }
  }

  private static Criteria criteria(Optional<State> state, Optional<String> integration) {
    return new Criteria(state, integration, 0, Long.MAX_VALUE, Optional.empty(), 50);
  }

  private static void page(History history, String what, Criteria criteria) {
    for (int round = 0; round < 3; round++) {
      long began = System.nanoTime();
      for (int n = 0; n < 100; n++) {
        history.page(criteria);
      }
      System.out.printf(
          "%-24s %.0f us each, %d shown%n",
          what, (System.nanoTime() - began) / 1e5, history.page(criteria).deliveries().size());
    }
  }

  /** An event of 1 KiB, of which all but some 200 bytes can be compressed away. */
  private static Delivery delivery(long start, int n) {
    Random random = new Random(n);
    StringBuilder event = new StringBuilder(EVENT_SIZE + 64);
    while (event.length() < EVENT_SIZE) {
      event.append("{\"products\":[{\"sku\":").append(random.nextLong()).append("}],\"name\":");
    }
    byte[] bytes = event.toString().getBytes(StandardCharsets.UTF_8);
    long at = start + n / 10;
    Attempt attempt = new Attempt(at, 20, 201, null, "{\"ok\":true}");
    return new Delivery(
        Deliveries.id(at, n),
        "shop-" + n % 50,
        State.DELIVERED,
        at,
        1,
        List.of(attempt),
        0,
        null,
        bytes);
  }

  private static void measure(String what, int count, IntConsumer call)
      throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    long began = System.nanoTime();
    long cpu = cpu();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                  call.accept(n);
                }
              },
              "bench");
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    System.out.printf(
        "%-24s %,9.0f/s %6.2f us CPU each%n",
        what, count * 1e9 / (System.nanoTime() - began), (cpu() - cpu) / 1e3 / count);
  }

  private static long bytes(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.mapToLong(file -> file.toFile().isFile() ? file.toFile().length() : 0).sum();
    }
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
