package incoming.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where the CPU of the product goes: what Flight Recorder has sampled, added up.
 *
 * <p>Samples of running Java code and of native code are counted apart, because a thread that only
 * waits in native code is sampled, too. JIT and GC are in no sample; the threads' own CPU times
 * show them.
 */
final class Profile {
  /** For JVMs that are to be profiled: the stacks of Camel are deeper than what is kept. */
  private static final String STACK_DEPTH = "-XX:FlightRecorderOptions=stackdepth=512";

  private static final int SHOWN = 25;
  private static final int PACKAGE_PARTS = 4;

  private final Map<String, Integer> self = new HashMap<>();
  private final Map<String, Integer> selfPackages = new HashMap<>();
  private final Map<String, Integer> inclusivePackages = new HashMap<>();
  private final Map<String, Integer> inclusiveMethods = new HashMap<>();
  private final Map<String, Integer> threads = new HashMap<>();
  private int samples;

  private Profile() {}

  /** Profiles each workload of {@code plan}, one burst of twice its seconds. */
  static void run(Rig rig, Plan plan) throws IOException {
    List<String> options = new ArrayList<>(rig.options());
    options.add(STACK_DEPTH);
    Installation installation = rig.install("profiled", 0);
    try (Subject product = Subject.product("profiled", installation, options)) {
      product.awaitFirst200(Workload.DIRECT.path(), rig.newCart());
      for (Workload workload : plan.workloads()) {
        int connections = plan.connections().get(plan.connections().size() - 1);
        rig.burst(product, workload, connections, plan.warmUp(), Workload.KNOWN_ORDERS);
        print(rig, product, workload, connections, 2 * plan.seconds());
      }
    }
  }

  /** Records {@code product} during a burst, which is not to be counted, and prints the sums. */
  private static void print(
      Rig rig, Subject product, Workload workload, int connections, int seconds)
      throws IOException {
    Path file = Output.FOLDER.resolve(workload.word() + ".jfr").toAbsolutePath();
    Jcmd.run(product, "JFR.start", "name=bench", "settings=profile");
    Map<String, Double> before = Usage.threads(product.pid());
    Burst burst = rig.burst(product, workload, connections, seconds, Workload.KNOWN_ORDERS);
    Map<String, Double> after = Usage.threads(product.pid());
    Jcmd.run(product, "JFR.dump", "name=bench", "filename=" + file);
    Jcmd.run(product, "JFR.stop", "name=bench");
    System.out.printf(
        "%n%s, %d connections, %.0f/s, CPU %.4f s per 1,000 (with the recorder)%n",
        burst.workload(), connections, burst.rate(), burst.cpu());
    printThreads(before, after);
    Profile java = new Profile();
    Profile natives = new Profile();
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        RecordedEvent event = recording.readEvent();
        switch (event.getEventType().getName()) {
          case "jdk.ExecutionSample" -> java.add(event);
          case "jdk.NativeMethodSample" -> natives.add(event);
          default -> {}
        }
      }
    }
    java.print("Java");
    natives.print("native");
    System.out.println("recorded in " + file);
  }

  private static void printThreads(Map<String, Double> before, Map<String, Double> after) {
    Map<String, Double> used = new TreeMap<>();
    after.forEach(
        (name, cpu) ->
            used.merge(
                name.replaceAll("[-#]?\\d+.*", ""),
                cpu - before.getOrDefault(name, 0.0),
                Double::sum));
    double all = used.values().stream().mapToDouble(Double::doubleValue).sum();
    System.out.println("CPU by thread:");
    used.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .limit(SHOWN)
        .forEach(
            one -> System.out.printf("  %5.1f%%  %s%n", 100 * one.getValue() / all, one.getKey()));
  }

  private void add(RecordedEvent event) {
    if (event.getStackTrace() == null) {
      return;
    }
    List<RecordedFrame> frames = event.getStackTrace().getFrames();
    samples++;
    count(self, name(frames.get(0).getMethod()));
    count(selfPackages, packageOf(frames.get(0).getMethod()));
    count(threads, event.getThread("sampledThread").getJavaName().replaceAll("[-#]?\\d+.*", ""));
    Set<String> packages = new HashSet<>();
    Set<String> methods = new HashSet<>();
    for (RecordedFrame frame : frames) {
      packages.add(packageOf(frame.getMethod()));
      methods.add(name(frame.getMethod()));
    }
    packages.forEach(one -> count(inclusivePackages, one));
    methods.forEach(one -> count(inclusiveMethods, one));
  }

  private static String name(RecordedMethod method) {
    return method.getType().getName() + "." + method.getName();
  }

  private static String packageOf(RecordedMethod method) {
    String[] parts = method.getType().getName().split("\\.", -1);
    int last = Math.min(PACKAGE_PARTS, parts.length - 1);
    return String.join(".", List.of(parts).subList(0, last));
  }

  private static void count(Map<String, Integer> counts, String name) {
    counts.merge(name, 1, Integer::sum);
  }

  private void print(String kind) {
    System.out.printf("%n%s: %d samples%n", kind, samples);
    print("by thread", threads, "");
    print("by the method at work", self, "");
    print("by the package at work", selfPackages, "");
    print("by package, with what it calls", inclusivePackages, "");
    print("by method of ours, with what it calls", inclusiveMethods, "incoming.");
  }

  private void print(String what, Map<String, Integer> counts, String prefix) {
    System.out.println(" " + what + ":");
    counts.entrySet().stream()
        .filter(one -> one.getKey().startsWith(prefix))
        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()))
        .limit(SHOWN)
        .forEach(
            one ->
                System.out.printf(
                    "  %5.1f%%  %s%n", 100.0 * one.getValue() / samples, one.getKey()));
  }
}
