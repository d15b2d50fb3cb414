package incoming.dedup;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import org.infinispan.Cache;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.eviction.EvictionStrategy;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.persistence.rocksdb.configuration.RocksDBStoreConfigurationBuilder;

/**
 * Measures the deduplication store; run by hand, asserts nothing.
 *
 * <p>{@code rate <seconds> <directory>}: new keys a second, here and in Infinispan's own RocksDB
 * store, in turns. {@code size <keys> <directory>}: bytes on disk and heap for each key. {@code
 * fill <keys> <directory>}: writes and then waits to be killed. {@code open <directory>}: the time
 * that opening takes. Read ratios, not absolute rates.
 */
final class DedupBench {
  private static final int THREADS = 8;
  private static final DedupSettings SETTINGS =
      new DedupSettings(Duration.ofDays(7), Duration.ofSeconds(60), Duration.ofSeconds(2), 100_000);

  private DedupBench() {}

  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "rate" -> rate(Duration.ofSeconds(Long.parseLong(args[1])), Path.of(args[2]));
      case "size" -> size(Long.parseLong(args[1]), Path.of(args[2]));
      case "fill" -> fill(Long.parseLong(args[1]), Path.of(args[2]));
      case "open" -> open(Path.of(args[1]));
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void rate(Duration time, Path directory) throws Exception {
    try (Deduplication whole = Deduplication.open(directory.resolve("whole"), SETTINGS, clock());
        RowCache ours = RowCache.open(directory.resolve("ours"), SETTINGS);
        DefaultCacheManager stock = stock(directory.resolve("stock"))) {
      Window window = ours.window(SETTINGS, clock());
      Cache<byte[], byte[]> theirs = stock.getCache("stock");
      for (int round = 0; round < 3; round++) {
        long from = (round + 1L) << 40;
        measure("ours", time, from, n -> window.open(key(n), n));
        measure("stock RocksDB store", time, from, n -> theirs.putIfAbsent(key(n), value(n)));
        measure("add and confirm", time, from, n -> accept(whole, n));
        measure("duplicates", time, from, n -> whole.add(text(from + (n - from) % 100_000)));
      }
    }
  }

  private static void size(long keys, Path directory) throws Exception {
    Path rows = directory.resolve("size");
    try (RowCache cache = RowCache.open(rows, SETTINGS)) {
      Window window = cache.window(SETTINGS, clock());
      heap("empty");
      write(keys / 10, n -> window.open(key(n), System.currentTimeMillis()));
      heap(keys / 10 + " keys");
      write(keys, n -> window.open(key(n), System.currentTimeMillis()));
      heap(keys + " keys");
    }
    System.out.printf("on disk %.1f B/key%n", (double) bytes(rows) / keys);
    try (RowDatabase database = RowDatabase.open(rows, Duration.ofDays(8))) {
      database.compact();
    }
    System.out.printf("on disk, compacted %.1f B/key%n", (double) bytes(rows) / keys);
  }

  private static void fill(long keys, Path directory) throws Exception {
    RowCache cache = RowCache.open(directory, SETTINGS);
    Window window = cache.window(SETTINGS, clock());
    write(keys, n -> window.open(key(n), System.currentTimeMillis()));
    System.out.println("filled " + ProcessHandle.current().pid());
    Thread.currentThread().join();
  }

  private static void open(Path directory) throws IOException {
    long began = System.nanoTime();
    try (Deduplication deduplication = Deduplication.open(directory, SETTINGS, clock())) {
      long opened = System.nanoTime();
      boolean there = !deduplication.add(text(1));
      long looked = System.nanoTime();
      System.out.printf(
          "open %d ms, first look %d ms, key 1 %s; JVM up for %d ms%n",
          (opened - began) / 1_000_000,
          (looked - opened) / 1_000_000,
          there ? "there" : "not there",
          ManagementFactory.getRuntimeMXBean().getUptime());
    }
  }

  private static void accept(Deduplication deduplication, long n) {
    String key = text(n);
    deduplication.add(key);
    deduplication.confirm(key);
  }

  private static void measure(String what, Duration time, long from, LongConsumer call)
      throws InterruptedException {
    AtomicLong next = new AtomicLong(from);
    long began = System.nanoTime();
    long cpu = cpu();
    long end = began + time.toNanos();
    run(
        () -> {
          while (System.nanoTime() < end) {
            call.accept(next.getAndIncrement());
          }
        });
    long done = next.get() - from;
    System.out.printf(
        "%-20s %,9.0f/s %6.1f us CPU each%n",
        what, done * 1e9 / (System.nanoTime() - began), (cpu() - cpu) / 1e3 / done);
  }

  private static void write(long keys, LongConsumer call) throws InterruptedException {
    AtomicLong next = new AtomicLong();
    run(
        () -> {
          for (long n = next.getAndIncrement(); n < keys; n = next.getAndIncrement()) {
            call.accept(n);
          }
        });
  }

  private static void run(Runnable work) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Thread thread = new Thread(work, "bench");
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static DefaultCacheManager stock(Path directory) {
    GlobalConfigurationBuilder global = new GlobalConfigurationBuilder().nonClusteredDefault();
    global.globalState().enable().persistentLocation(directory.toString());
    ConfigurationBuilder cache = new ConfigurationBuilder();
    cache.memory().maxCount(SETTINGS.inMemory()).whenFull(EvictionStrategy.REMOVE);
    cache
        .persistence()
        .addStore(RocksDBStoreConfigurationBuilder.class)
        .segmented(false)
        .location("data")
        .expiredLocation("expired");
    cache.expiration().lifespan(SETTINGS.window().toMillis());
    DefaultCacheManager manager = new DefaultCacheManager(global.build());
    manager.defineConfiguration("stock", cache.build());
    return manager;
  }

  private static void heap(String when) {
    System.gc();
    long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    System.out.printf("heap, %s: %.1f MB%n", when, used / 1e6);
  }

  private static long bytes(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.mapToLong(file -> file.toFile().isFile() ? file.toFile().length() : 0).sum();
    }
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static byte[] key(long n) {
    return HashKey.bytes(Long.toString(n), "");
  }

  private static String text(long n) {
    return HashKey.text(key(n));
  }

  private static byte[] value(long n) {
    long now = System.currentTimeMillis();
    return new Row(now, now, n).bytes();
  }

  private static Clock clock() {
    return Clock.systemUTC();
  }
}
