package incoming.delivery;

import incoming.http.Problem;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether there is room for another event: what the broker's directory takes on disk, and what is
 * free on that disk, each against its limit.
 *
 * <p>Sampled twice a second, or less often where the directory is so large that this would take
 * more than a fiftieth of the time; between two samples the limits can be exceeded by what arrives
 * meanwhile. Thread-safe.
 */
final class Backlog implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);
  private static final int RETRY_AFTER = 30;
  private static final long PAUSE_MILLIS = 500;
  private static final long SHARE = 50;
  private static final long COMPACT_NANOS = RETRY_AFTER * 1_000_000_000L;

  private static final Optional<Problem> FULL =
      Optional.of(
          Problem.of(
                  503,
                  "backlog-full",
                  "Too many events wait",
                  "The events that wait for their delivery take up all the space they may.")
              .retryAfter(RETRY_AFTER));
  private static final Optional<Problem> NO_DISK =
      Optional.of(
          Problem.of(503, "disk-full", "No disk space", "There is no space left to keep an event.")
              .retryAfter(RETRY_AFTER));

  private final Path directory;
  private final Compaction compaction;
  private final BrokerSettings settings;
  private final Thread sampler = new Thread(this::run, "incoming-backlog");
  private long compacted = System.nanoTime() - COMPACT_NANOS;
  private volatile long bytes;
  private volatile long free;
  private volatile Optional<Problem> refusal = Optional.empty();

  /** What gives back space that nothing needs any more, such as {@link EmbeddedBroker#compact}. */
  interface Compaction {
    void run() throws IOException;
  }

  /**
   * Looks at {@code directory}, which exists, for the first time.
   *
   * @param compaction called before an event is refused, and every 30 s while they are
   */
  Backlog(Path directory, BrokerSettings settings, Compaction compaction) throws IOException {
    this.directory = directory;
    this.settings = settings;
    this.compaction = compaction;
    sampler.setDaemon(true);
    sample();
  }

  /** Looks again and again, until it is closed. */
  Backlog watch() {
    sampler.start();
    return this;
  }

  /** Why no event can be accepted now, or empty: one field read. */
  Optional<Problem> refusal() {
    return refusal;
  }

  /** Bytes on disk at the last sample. */
  long bytes() {
    return bytes;
  }

  /** Adds {@code incoming.delivery.backlog.bytes} and {@code incoming.disk.free.bytes}. */
  void bindTo(MeterRegistry meters) {
    Gauge.builder("incoming.delivery.backlog", this, Backlog::bytes)
        .baseUnit("bytes")
        .description("What the events that wait take on disk")
        .register(meters);
    Gauge.builder("incoming.disk.free", this, backlog -> backlog.free)
        .baseUnit("bytes")
        .description("What is free on the disk of the events")
        .register(meters);
  }

  @Override
  public void close() {
    sampler.interrupt();
  }

  private void run() {
    try {
      while (true) {
        long began = System.nanoTime();
        try {
          sample();
        } catch (IOException | UncheckedIOException e) {
          LOG.warn("{}: its size cannot be read: {}", directory, e.toString());
        }
        long took = (System.nanoTime() - began) / 1_000_000;
        Thread.sleep(Math.max(PAUSE_MILLIS, took * SHARE));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Looks at the disk and decides. */
  void sample() throws IOException {
    Optional<Problem> now = look();
    if (now.isPresent() && System.nanoTime() - compacted >= COMPACT_NANOS) {
      compacted = System.nanoTime();
      compact();
      now = look();
    }
    Optional<Problem> before = refusal;
    refusal = now;
    tell(before, now);
  }

  private void compact() {
    try {
      compaction.run();
    } catch (IOException e) {
      LOG.warn("{}: {}", directory, e.getMessage());
    }
  }

  private Optional<Problem> look() throws IOException {
    free = Files.getFileStore(directory).getUsableSpace();
    bytes = size(directory);
    if (free < settings.minFreeDisk()) {
      return NO_DISK;
    }
    return bytes > settings.maxBacklog() ? FULL : Optional.empty();
  }

  private void tell(Optional<Problem> before, Optional<Problem> now) {
    if (now.isPresent() && !now.equals(before)) {
      LOG.warn(
          "no event is accepted: {} Waiting events take {} of {} bytes; {} bytes are free, {} must"
              + " be",
          now.get().detail(),
          bytes,
          settings.maxBacklog(),
          free,
          settings.minFreeDisk());
    } else if (now.isEmpty() && before.isPresent()) {
      LOG.info("events are accepted again; those that wait take {} bytes", bytes);
    }
  }

  private static long size(Path directory) throws IOException {
    AtomicLong sum = new AtomicLong();
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            sum.addAndGet(attributes.size());
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE; // deleted since it was listed
          }

          @Override
          public FileVisitResult postVisitDirectory(Path listed, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
    return sum.get();
  }
}
