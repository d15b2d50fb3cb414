package incoming.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import incoming.auth.SecretFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit log: one JSON object a line, the newest last, on disk before its caller is answered.
 *
 * <p>A file that has grown to a megabyte is set aside as {@code audit.log.1}, the ones before it
 * move up, and the tenth is deleted: about 30,000 changes are kept. Only the user of this process
 * can read them. Thread-safe.
 */
final class AuditLog {
  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
  private static final int FILES = 10;

  private final Path file;
  private final long maxSize;
  private final InstantSource clock;
  private long last;

  AuditLog(Path file, long maxSize, InstantSource clock) {
    this.file = file.toAbsolutePath();
    this.maxSize = maxSize;
    this.clock = clock;
  }

  /** Whether there is a place to write to, so that no change is made that cannot be noted. */
  synchronized boolean isWritable() {
    Path folder = file.getParent();
    return Files.isWritable(Files.exists(file) ? file : folder);
  }

  /** Notes what became of {@code call}. */
  synchronized void add(ApiCall call, String path, int status, String problem) {
    Instant now = clock.instant();
    // Unique and in order, also when several fall into one millisecond or the clock goes back.
    last = Math.max(last + 1, now.toEpochMilli() * 1000);
    Caller caller = call.caller();
    AuditEntry entry =
        new AuditEntry(
            Long.toString(last, 36),
            now.toString(),
            caller.name(),
            caller.role().toString(),
            caller.via().toString(),
            call.address().getHostAddress(),
            call.operation().id(),
            path,
            status,
            problem);
    try {
      rotate();
      SecretFile.append(file, (Json.MAPPER.writeValueAsString(entry) + "\n").getBytes(UTF_8));
    } catch (IOException e) {
      LOG.error("{} cannot be written: {}; not noted: {}", file, e.toString(), entry);
    }
  }

  private void rotate() throws IOException {
    if (Files.notExists(file) || Files.size(file) < maxSize) {
      return;
    }
    for (int i = FILES - 1; i > 0; i--) {
      if (Files.exists(number(i - 1))) {
        Files.move(number(i - 1), number(i), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** The file that was set aside {@code n}th; 0 is the one that is written. */
  private Path number(int n) {
    return n == 0 ? file : file.resolveSibling(file.getFileName() + "." + n);
  }

  /** A part of the log, the newest first, and the cursor for the part behind it. */
  record Page(List<AuditEntry> entries, String next) {}

  /** The entries behind the one with the id {@code cursor}, or else the newest. */
  synchronized Page page(Optional<String> cursor, int limit) throws IOException {
    List<AuditEntry> page = new ArrayList<>();
    boolean found = cursor.isEmpty();
    for (int i = 0; i < FILES && Files.exists(number(i)); i++) {
      List<String> lines = new ArrayList<>(Files.readAllLines(number(i)));
      Collections.reverse(lines);
      for (String line : lines) {
        Optional<AuditEntry> entry =
            found || line.contains(cursor.get()) ? read(line) : Optional.empty();
        if (entry.isEmpty()) {
          continue;
        }
        if (!found) {
          found = entry.get().id().equals(cursor.get());
        } else if (page.size() == limit) {
          return new Page(page, page.get(limit - 1).id());
        } else {
          page.add(entry.get());
        }
      }
    }
    return new Page(page, null);
  }

  /** Empty for a line that a crash has cut short. */
  private static Optional<AuditEntry> read(String line) {
    try {
      return Optional.of(Json.MAPPER.readValue(line, AuditEntry.class));
    } catch (JsonProcessingException e) {
      LOG.debug("a line of the audit log is damaged", e);
      return Optional.empty();
    }
  }
}
