package incoming.bench;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Everything that one run has measured, as it is written to {@code bench/results}. */
final class Results {
  private final String when;
  private final String commit;
  private final Machine machine;
  private final List<Burst> bursts = new ArrayList<>();
  private final List<Steady> steadies = new ArrayList<>();
  private final List<Startup> startups = new ArrayList<>();
  private final List<Resident> resident = new ArrayList<>();

  /** Of a run that begins now, whose files are on the disk of {@code folder}. */
  Results(Path folder) {
    this.when = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    this.commit = Commit.current();
    this.machine = Machine.read(folder);
  }

  /**
   * Memory at one time.
   *
   * @param heapMib what is on the heap after a collection; NaN where it was not collected
   */
  record Resident(String subject, String when, double residentMib, double heapMib) {}

  /** Keeps {@code burst} and says it on the terminal. */
  void add(Burst burst) {
    bursts.add(burst);
    System.out.printf(
        "%-16s %-10s %3d connections %9.0f/s  p99 %7.2f ms  CPU %.4f s/1,000%s  %4.0f MiB%s%s%n",
        burst.subject(),
        burst.workload(),
        burst.connections(),
        burst.rate(),
        burst.p99(),
        burst.cpu(),
        String.format(
            " (JIT %.0f%%, GC %.0f%%)", share(burst.jit(), burst), share(burst.gc(), burst)),
        burst.residentMib(),
        burst.others() > 0.3 ? String.format("  others %.1f cores", burst.others()) : "",
        burst.fault().isEmpty() ? "" : "  NOT COUNTED: " + burst.fault());
  }

  private static double share(double part, Burst burst) {
    return 100 * part / burst.cpu();
  }

  void add(Steady steady) {
    steadies.add(steady);
    System.out.printf(
        "%-16s %-10s at %,.0f/s  p50 %.2f  p99 %.2f  p99.9 %.2f ms%s%n",
        steady.subject(),
        steady.workload(),
        steady.rate(),
        steady.p50(),
        steady.p99(),
        steady.p999(),
        steady.fault().isEmpty() ? "" : "  NOT COUNTED: " + steady.fault());
  }

  void add(Startup startup) {
    startups.add(startup);
    System.out.printf(
        "%-16s first 200 after %.2f s, %.2f s CPU, %.0f MiB; idle %.0f MiB%n",
        startup.subject(),
        startup.seconds(),
        startup.cpu(),
        startup.residentMib(),
        startup.idleMib());
  }

  void add(Resident now) {
    resident.add(now);
    System.out.printf(
        "%-16s %s: %.0f MiB resident, heap %.0f MiB%n",
        now.subject(), now.when(), now.residentMib(), now.heapMib());
  }

  @JsonProperty
  String when() {
    return when;
  }

  @JsonProperty
  String commit() {
    return commit;
  }

  @JsonProperty
  Machine machine() {
    return machine;
  }

  @JsonProperty
  List<Burst> bursts() {
    return List.copyOf(bursts);
  }

  @JsonProperty
  List<Steady> steadies() {
    return List.copyOf(steadies);
  }

  @JsonProperty
  List<Startup> startups() {
    return List.copyOf(startups);
  }

  @JsonProperty
  List<Resident> resident() {
    return List.copyOf(resident);
  }

  /** How many bursts did not count. */
  long faults() {
    return bursts.stream().filter(burst -> !burst.fault().isEmpty()).count()
        + steadies.stream().filter(steady -> !steady.fault().isEmpty()).count();
  }
}
