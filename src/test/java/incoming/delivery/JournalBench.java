package incoming.delivery;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.activemq.artemis.api.core.client.ClientConsumer;
import org.apache.activemq.artemis.api.core.client.ClientMessage;

/**
 * Measures the broker; run by hand, asserts nothing.
 *
 * <p>{@code rate <seconds> <directory>}: 1 KiB messages a second with 1, 32 and 128 threads that
 * wait for each, in memory and while the queue is paged, beside the bare sync of this disk. {@code
 * open <directory>}: the time that opening takes. {@code fill <messages> <directory>}: heap and
 * bytes on disk. {@code drain <directory>}: takes what was filled. {@code queues <number>
 * <directory>}: heap for each. Read ratios, not absolute rates.
 */
final class JournalBench {
  private static final int[] THREADS = {1, 32, 128};
  private static final BrokerSettings SETTINGS =
      new BrokerSettings(Long.MAX_VALUE, 0, Long.getLong("memory", 64 << 20));

  private JournalBench() {}

  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "rate" -> rate(Duration.ofSeconds(Long.parseLong(args[1])), Path.of(args[2]));
      case "open" -> open(Path.of(args[1])).close();
      case "fill" -> fill(Long.parseLong(args[1]), Path.of(args[2]));
      case "drain" -> drain(Path.of(args[1]));
      case "queues" -> queues(Integer.parseInt(args[1]), Path.of(args[2]));
      default -> throw new IllegalArgumentException(args[0]);
    }
  }

  private static void rate(Duration time, Path directory) throws Exception {
    sync(directory);
    try (EmbeddedBroker broker = open(directory)) {
      measure("warm", broker, "warm", 8, time, true);
      for (int threads : THREADS) {
        measure("in memory", broker, "memory", threads, time, true);
        measure("paged", broker, "paged", threads, time, false);
      }
    }
  }

  /** What one synced write of a kilobyte into a file of full length takes here. */
  private static void sync(Path directory) throws IOException {
    Path path = Files.createDirectories(directory).resolve("sync");
    long[] nanos = new long[1_000];
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.allocate(4 << 20));
      file.force(true);
      file.position(0);
      for (int i = 0; i < nanos.length; i++) {
        long began = System.nanoTime();
        file.write(ByteBuffer.allocate(1_024));
        file.force(false);
        nanos[i] = System.nanoTime() - began;
      }
    }
    Files.delete(path);
    Arrays.sort(nanos);
    System.out.printf("one sync: p50 %d us, p99 %d us%n", nanos[500] / 1_000, nanos[990] / 1_000);
  }

  private static void measure(
      String what, EmbeddedBroker broker, String queue, int threads, Duration time, boolean drained)
      throws Exception {
    try (Mailbox drain = Mailbox.of(broker, queue);
        ClientConsumer consumer = drained ? drain.consumer() : null) {
      if (drained) {
        consumer.setMessageHandler(Mailbox::acknowledge);
      }
      ConcurrentLinkedQueue<long[]> latencies = new ConcurrentLinkedQueue<>();
      List<Thread> senders = new ArrayList<>();
      List<Mailbox> mailboxes = new ArrayList<>();
      AtomicLong ids = new AtomicLong(System.nanoTime());
      for (int i = 0; i < threads; i++) {
        mailboxes.add(Mailbox.of(broker, queue));
      }
      long began = System.nanoTime();
      long cpu = cpu();
      for (Mailbox mailbox : mailboxes) {
        senders.add(new Thread(() -> latencies.add(send(mailbox, ids, began + time.toNanos()))));
      }
      senders.forEach(Thread::start);
      for (Thread sender : senders) {
        sender.join();
      }
      long took = System.nanoTime() - began;
      long[] all = latencies.stream().flatMapToLong(Arrays::stream).sorted().toArray();
      System.out.printf(
          "%-10s %4d threads %,8.0f/s %6.1f us CPU each, p50 %,d us, p99 %,d us%n",
          what,
          threads,
          all.length * 1e9 / took,
          (cpu() - cpu) / 1e3 / all.length,
          all[all.length / 2] / 1_000,
          all[all.length * 99 / 100] / 1_000);
      mailboxes.forEach(Mailbox::close);
    }
  }

  private static long[] send(Mailbox mailbox, AtomicLong ids, long end) {
    long[] nanos = new long[50_000];
    int sent = 0;
    try {
      for (long began = System.nanoTime();
          began < end && sent < nanos.length;
          began = System.nanoTime()) {
        mailbox.send(ids.getAndIncrement());
        nanos[sent++] = System.nanoTime() - began;
      }
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    return Arrays.copyOf(nanos, sent);
  }

  private static EmbeddedBroker open(Path directory) throws IOException {
    long began = System.nanoTime();
    long cpu = cpu();
    EmbeddedBroker broker = EmbeddedBroker.open(directory, SETTINGS);
    System.out.printf(
        "open: %d ms, %d ms CPU%n",
        (System.nanoTime() - began) / 1_000_000, (cpu() - cpu) / 1_000_000);
    print("open", directory);
    return broker;
  }

  private static void fill(long messages, Path directory) throws Exception {
    try (EmbeddedBroker broker = open(directory)) {
      AtomicLong ids = new AtomicLong();
      List<Thread> senders = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        Thread sender =
            new Thread(
                () -> {
                  try (Mailbox mailbox = Mailbox.of(broker, "fill")) {
                    for (long id = ids.getAndIncrement();
                        id < messages;
                        id = ids.getAndIncrement()) {
                      mailbox.send(id);
                      if (id % 100_000 == 0) {
                        print(id + " messages", directory);
                      }
                    }
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                });
        sender.start();
        senders.add(sender);
      }
      for (Thread sender : senders) {
        sender.join();
      }
      print("filled", directory);
    }
  }

  private static void drain(Path directory) throws Exception {
    try (EmbeddedBroker broker = open(directory);
        Mailbox mailbox = Mailbox.of(broker, "fill");
        ClientConsumer consumer = mailbox.consumer()) {
      long began = System.nanoTime();
      long cpu = cpu();
      long taken = 0;
      for (ClientMessage m = consumer.receive(5_000); m != null; m = consumer.receive(1_000)) {
        m.individualAcknowledge();
        if (++taken % 50_000 == 0) {
          print(taken + " taken", directory);
        }
      }
      System.out.printf(
          "%d taken, %,.0f/s, %.1f us CPU each%n",
          taken, taken * 1e9 / (System.nanoTime() - began), (cpu() - cpu) / 1e3 / taken);
    }
  }

  private static void queues(int number, Path directory) throws Exception {
    try (EmbeddedBroker broker = open(directory)) {
      long began = System.nanoTime();
      long cpu = cpu();
      for (int i = 0; i < number; i++) {
        Mailbox.of(broker, "queue-" + i).close();
      }
      System.out.printf(
          "%d queues: %d ms, %d ms CPU%n",
          number, (System.nanoTime() - began) / 1_000_000, (cpu() - cpu) / 1_000_000);
      print(number + " queues", directory);
      for (int i = 0; i < number; i++) {
        try (Mailbox mailbox = Mailbox.of(broker, "queue-" + i)) {
          for (int id = 0; id < 20; id++) {
            mailbox.send(id);
          }
          mailbox.take();
        }
      }
      print("20 messages through each", directory);
    }
  }

  private static void print(String when, Path directory) throws IOException {
    System.gc();
    System.out.printf(
        "%s: heap %.1f MB, %d threads, %.1f MB on disk%n",
        when,
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6,
        ManagementFactory.getThreadMXBean().getThreadCount(),
        new Backlog(directory, SETTINGS, () -> {}).bytes() / 1e6);
  }

  private static long cpu() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
