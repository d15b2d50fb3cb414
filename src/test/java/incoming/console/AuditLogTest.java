package incoming.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
  @TempDir Path folder;

  private static ApiCall call(String who) {
    return new ApiCall(
        Tables.ALL.all().get(0),
        new Caller(who, Role.ADMIN, Caller.Via.TOKEN),
        Desks.SENDER,
        Map.of(),
        Map.of(),
        new Credential.None(),
        null,
        false,
        new byte[0]);
  }

  private AuditLog log(long maxSize) {
    return new AuditLog(folder.resolve("audit.log"), maxSize, Desks.CLOCK);
  }

  @Test
  void everyLineIsOneJsonObjectThatOnlyTheOwnerCanRead() throws IOException {
    AuditLog log = log(1 << 20);
    log.add(call("a\nb\u2028"), "/api/x", 204, null);
    log.add(call("c"), "/api/y", 409, "/problems/conflict");

    Path file = folder.resolve("audit.log");
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(2);
    assertThat(new ObjectMapper().readTree(lines.get(0)).get("who").asText())
        .isEqualTo("a\nb\u2028");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  void logIsReadPageByPageTheNewestFirstAcrossItsFiles() throws IOException {
    AuditLog log = log(1000);
    IntStream.range(0, 20).forEach(i -> log.add(call("w" + i), "/api/x", 204, null));
    assertThat(folder.resolve("audit.log.1")).exists();

    List<String> read = new ArrayList<>();
    String cursor = null;
    do {
      AuditLog.Page page = log.page(Optional.ofNullable(cursor), 3);
      page.entries().forEach(entry -> read.add(entry.who()));
      cursor = page.next();
    } while (cursor != null);

    assertThat(read).isEqualTo(IntStream.range(0, 20).mapToObj(i -> "w" + (19 - i)).toList());
  }

  @Test
  void oldestFilesAreDeleted() throws IOException {
    AuditLog log = log(1);
    IntStream.range(0, 30).forEach(i -> log.add(call("w" + i), "/api/x", 204, null));

    assertThat(log.page(Optional.empty(), 500).entries())
        .extracting(AuditEntry::who)
        .hasSize(10)
        .startsWith("w29")
        .endsWith("w20");
  }

  @Test
  void lineThatACrashCutShortIsPassedOver() throws IOException {
    log(1 << 20).add(call("before"), "/api/x", 204, null);
    Files.writeString(folder.resolve("audit.log"), "{\"id\":\"zz\",", StandardOpenOption.APPEND);
    Files.writeString(folder.resolve("audit.log"), "\n", StandardOpenOption.APPEND);
    log(1 << 20).add(call("after"), "/api/x", 204, null);

    assertThat(log(1 << 20).page(Optional.empty(), 10).entries())
        .extracting(AuditEntry::who)
        .containsExactly("after", "before");
  }

  @Test
  void cursorThatIsNoneFindsNothing() throws IOException {
    log(1 << 20).add(call("a"), "/api/x", 204, null);

    assertThat(log(1 << 20).page(Optional.of("nothing"), 10).entries()).isEmpty();
  }
}
