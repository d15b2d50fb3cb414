package incoming.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Where the CPU of the product goes: samples of async-profiler, added up. Its flame graph is kept
 * beside the results.
 *
 * <p>Every thread is sampled while it uses a CPU, those of the JVM's compilers and collector
 * included, and native code with them.
 */
final class Profile {
  private static final int SHOWN = 25;
  private static final int PACKAGE_PARTS = 4;
  private static final String PARKING = "jdk/internal/misc/Unsafe\\.(un)?park";

  private final Map<String, Long> threads = new HashMap<>();
  private final Map<String, Long> self = new HashMap<>();
  private final Map<String, Long> packages = new HashMap<>();
  private final Map<String, Long> methods = new HashMap<>();
  private long samples;

  private Profile() {}

  /** Profiles each workload of {@code plan} alone, one burst of twice its seconds. */
  static void run(Rig rig, Plan plan) throws IOException {
    Profiler profiler = Profiler.unpack(rig.folder());
    int connections = plan.connections().get(plan.connections().size() - 1);
    try (Subject product = rig.product("profiled", rig.install("profiled", 0))) {
      for (Workload workload : plan.workloads()) {
        rig.burst(product, workload, connections, plan.warmUp(), Workload.KNOWN_ORDERS);
        rig.calls().rest();
        profiler.start(product);
        Burst burst =
            rig.burst(product, workload, connections, 2 * plan.seconds(), Workload.KNOWN_ORDERS);
        Path stacks = profiler.stop(product, Output.FOLDER.resolve(workload.word()));
        System.out.printf(
            "%n%s, %d connections: %.0f/s, CPU %.4f s per 1,000, others %.1f cores%n",
            burst.workload(), connections, burst.rate(), burst.cpu(), burst.others());
        Profile profile = new Profile();
        for (String line : Files.readAllLines(stacks)) {
          profile.add(line);
        }
        profile.print();
      }
    }
  }

  /** One stack, {@code [thread tid=1];outermost;...;innermost 42}. */
  private void add(String line) {
    int blank = line.lastIndexOf(' ');
    long count = Long.parseLong(line.substring(blank + 1));
    List<String> frames = new ArrayList<>(List.of(line.substring(0, blank).split(";", -1)));
    samples += count;
    threads.merge(group(frames.remove(0)), count, Long::sum);
    if (frames.isEmpty()) {
      return;
    }
    self.merge(frames.get(frames.size() - 1), count, Long::sum);
    Set<String> inPackages = new HashSet<>();
    Set<String> inMethods = new HashSet<>();
    for (String frame : frames) {
      if (frame.indexOf('/') > 0 && !frame.contains("Lambda")) {
        inPackages.add(packageOf(frame));
        inMethods.add(frame);
      }
    }
    inPackages.forEach(one -> packages.merge(one, count, Long::sum));
    inMethods.forEach(one -> methods.merge(one, count, Long::sum));
  }

  /** The threads of a pool under one name. */
  private static String group(String thread) {
    return thread
        .replaceAll("^\\[| ?tid=\\d+]$", "")
        .replaceAll("[-#$@]?(?<![A-Za-z0-9])\\d[0-9a-f]*", "");
  }

  private static String packageOf(String frame) {
    String[] parts = frame.substring(0, frame.lastIndexOf('/')).split("/", -1);
    return String.join("/", List.of(parts).subList(0, Math.min(PACKAGE_PARTS, parts.length)));
  }

  private void print() {
    print("by thread", threads, name -> true);
    print("at work", self, name -> true);
    print("by package, with what it calls", packages, name -> true);
    print("by method of ours, with what it calls", methods, name -> name.startsWith("incoming/"));
    print("putting threads to sleep and waking them", methods, name -> name.matches(PARKING));
  }

  private void print(String what, Map<String, Long> counts, Predicate<String> shown) {
    System.out.println(" " + what + ":");
    counts.entrySet().stream()
        .filter(one -> shown.test(one.getKey()))
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(SHOWN)
        .forEach(
            one ->
                System.out.printf(
                    "  %5.1f%%  %s%n", 100.0 * one.getValue() / samples, one.getKey()));
  }
}
