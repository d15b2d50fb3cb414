package incoming.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import incoming.http.Problem;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.infinispan.client.hotrod.Flag;
import org.infinispan.client.hotrod.MetadataValue;
import org.infinispan.client.hotrod.RemoteCache;

/**
 * The windows of all nodes, in caches that they share.
 *
 * <p>Every entry lives as long as its window, and not more than 2 s longer. The change from a
 * window that waits to one that has caught is a compare-and-set by the entry's version; since a
 * cluster may try a change twice, what it says about the outcome is not trusted without the id of
 * the sample that is there. What is read is checked as what a stranger sends. Thread-safe.
 */
final class SharedWindows implements WindowStore {
  /** Another node sees a refusal within a second, or nobody wants to know it any more. */
  private static final Duration REFUSAL = Duration.ofSeconds(10);

  /** What is caught at the last moment is seen by every node, too. */
  private static final long SEEN_MILLIS = 2000;

  private static final int LARGEST_SAMPLE = 4 << 20;
  private static final int TRIES = 3;

  private final NodeCaches caches;
  private final InstantSource clock;
  private final String node = UUID.randomUUID().toString();

  /**
   * Windows in {@code caches}.
   *
   * @param clock says how long a window has yet
   */
  SharedWindows(NodeCaches caches, InstantSource clock) {
    this.caches = caches;
    this.clock = clock;
  }

  /** Why the servers cannot be used; for the log. */
  String failure() {
    return caches.failure();
  }

  /** What all nodes have noted; asks the servers whatever they did before. */
  View look() throws Refusal {
    return caches.look(() -> View.of(caches.windows(), node));
  }

  @Override
  public Notice open(Notice wanted) throws Refusal {
    if (wanted.draft().isPresent()) {
      wanted.draft().get().checkShared();
    }
    byte[] value = NoticeFormat.write(wanted);
    return caches.ask(
        () -> {
          for (int i = 0; i < TRIES; i++) {
            Optional<Notice> there = put(wanted, value);
            if (there.isPresent()) {
              return there.get().isSame(wanted) ? limited(wanted) : there.get();
            }
          }
          throw Refusal.unreachable();
        });
  }

  /** The window that is there now and waits; empty when that has changed meanwhile. */
  private Optional<Notice> put(Notice wanted, byte[] value) {
    byte[] key = key(wanted);
    RemoteCache<byte[], byte[]> cache = caches.windows().withFlags(Flag.FORCE_RETURN_VALUE);
    if (cache.putIfAbsent(key, value, rest(wanted), TimeUnit.MILLISECONDS) == null) {
      return Optional.of(wanted);
    }
    MetadataValue<byte[]> there = caches.windows().getWithMetadata(key);
    if (there == null) {
      return Optional.empty();
    }
    Optional<Notice> waiting =
        NoticeFormat.read(wanted.endpointId(), there.getValue())
            .filter(notice -> notice.isSame(wanted) || notice.sample().isEmpty());
    return waiting.isPresent() || !replace(wanted, value, there.getVersion())
        ? waiting
        : Optional.of(wanted);
  }

  private boolean replace(Notice window, byte[] value, long version) {
    return caches
        .windows()
        .replaceWithVersion(
            key(window),
            value,
            version,
            rest(window),
            TimeUnit.MILLISECONDS,
            -1,
            TimeUnit.MILLISECONDS);
  }

  /** Takes {@code mine} back when there are too many with it, whoever was last. */
  private Notice limited(Notice mine) throws Refusal {
    if (View.of(caches.windows(), node).notices().size() > Windows.MOST) {
      caches.windows().remove(key(mine));
      throw Refusal.tooMany();
    }
    return mine;
  }

  @Override
  public boolean take(Notice window, Sample sample) throws Refusal {
    byte[] json = sample.json();
    if (json.length > LARGEST_SAMPLE) {
      throw Refusal.of(
          Problem.of(
              413,
              "sample-too-large",
              "Too large for a sample",
              "What nodes share as a sample may have 4 MiB at most."));
    }
    UUID id = UUID.randomUUID();
    return caches.ask(
        () -> {
          boolean kept = false;
          for (int i = 0; i < TRIES; i++) {
            MetadataValue<byte[]> there = caches.windows().getWithMetadata(key(window));
            Optional<Notice> now = current(window, there);
            if (now.isEmpty() || now.get().sample().isPresent()) {
              return now.flatMap(Notice::sample).filter(id::equals).isPresent();
            }
            if (!kept) {
              caches.samples().put(key(id), json, rest(window), TimeUnit.MILLISECONDS);
              kept = true;
            }
            if (replace(window, NoticeFormat.write(window.caught(id)), there.getVersion())) {
              return true;
            }
          }
          return false;
        });
  }

  private static Optional<Notice> current(Notice window, MetadataValue<byte[]> there) {
    return Optional.ofNullable(there)
        .flatMap(entry -> NoticeFormat.read(window.endpointId(), entry.getValue()))
        .filter(window::isSame);
  }

  @Override
  public void refused(Notice window, Problem problem) throws Refusal {
    caches.ask(
        () ->
            caches
                .windows()
                .put(
                    View.refusalKey(window, node),
                    NoticeFormat.write(problem),
                    Math.min(rest(window), REFUSAL.toMillis()),
                    TimeUnit.MILLISECONDS));
  }

  @Override
  public Optional<WindowState> find(String endpointId) throws Refusal {
    byte[] value = caches.ask(() -> caches.windows().get(View.windowKey(endpointId)));
    Optional<Notice> notice =
        Optional.ofNullable(value).flatMap(there -> NoticeFormat.read(endpointId, there));
    return notice.isEmpty()
        ? Optional.empty()
        : Optional.of(new WindowState(notice.get().until(), sample(notice.get())));
  }

  /** What {@code notice} has caught, if anything. */
  Optional<Sample> sample(Notice notice) throws Refusal {
    if (notice.sample().isEmpty()) {
      return Optional.empty();
    }
    byte[] json = caches.ask(() -> caches.samples().get(key(notice.sample().get())));
    return Optional.ofNullable(json)
        .filter(there -> there.length <= LARGEST_SAMPLE)
        .flatMap(NoticeFormat::sample)
        .filter(sample -> sample.event().endpointId().equals(notice.endpointId()));
  }

  /** Milliseconds that an entry of {@code window} lives yet. */
  private long rest(Notice window) {
    long rest = Duration.between(clock.instant(), window.until()).toMillis();
    return Math.max(SEEN_MILLIS, Math.min(rest, Windows.LENGTH.toMillis()));
  }

  private static byte[] key(Notice window) {
    return View.windowKey(window.endpointId());
  }

  private static byte[] key(UUID sample) {
    return sample.toString().getBytes(UTF_8);
  }

  @Override
  public void close() {
    // The caches are not its own.
  }
}
