package incoming.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import incoming.http.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.infinispan.client.hotrod.RemoteCache;
import org.infinispan.commons.util.CloseableIterator;

/**
 * What a node sees of all windows: those that there are, and what other nodes have refused.
 *
 * <p>Keys are {@code window/<endpoint id>} and {@code refusal/<window>/<id>/<node>}. What else is
 * there is passed over.
 */
record View(List<Notice> notices, List<Told> refusals) {
  private static final int MOST_ENTRIES = 10_000;
  private static final int BATCH = 256;
  private static final String WINDOW = "window/";
  private static final String REFUSAL = "refusal/";

  View {
    notices = List.copyOf(notices);
    refusals = List.copyOf(refusals);
  }

  /** What the sender of a request was told on another node. */
  record Told(String key, UUID window, Problem problem) {}

  /** What {@code node} sees in {@code cache}. */
  static View of(RemoteCache<byte[], byte[]> cache, String node) {
    List<Notice> notices = new ArrayList<>();
    List<Told> refusals = new ArrayList<>();
    int entries = 0;
    try (CloseableIterator<Map.Entry<Object, Object>> all = cache.retrieveEntries(null, BATCH)) {
      for (; all.hasNext() && entries < MOST_ENTRIES; entries++) {
        Map.Entry<Object, Object> entry = all.next();
        String key = new String((byte[]) entry.getKey(), UTF_8);
        byte[] value = (byte[]) entry.getValue();
        if (key.startsWith(WINDOW)) {
          NoticeFormat.read(key.substring(WINDOW.length()), value).ifPresent(notices::add);
        } else if (key.startsWith(REFUSAL) && !key.endsWith(node)) {
          told(key, value).ifPresent(refusals::add);
        }
      }
    }
    return new View(notices, refusals);
  }

  private static Optional<Told> told(String key, byte[] value) {
    String[] parts = key.split("/", -1);
    try {
      UUID window = UUID.fromString(parts[1]);
      return NoticeFormat.problem(value).map(problem -> new Told(key, window, problem));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // nothing that a node has written
    }
  }

  static byte[] windowKey(String endpointId) {
    return (WINDOW + endpointId).getBytes(UTF_8);
  }

  static byte[] refusalKey(Notice window, String node) {
    return (REFUSAL + window.window() + "/" + UUID.randomUUID() + "/" + node).getBytes(UTF_8);
  }
}
