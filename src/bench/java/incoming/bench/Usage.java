package incoming.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a process has used so far, from {@code /proc}: CPU time, user and system, in seconds with a
 * grain of 10 ms, and resident memory now.
 *
 * @param jit of {@code cpu}, what the compilers of the JVM have used
 * @param gc of {@code cpu}, what its garbage collector and its other own work have used
 */
record Usage(double cpu, double jit, double gc, double residentMib) {
  private static final double TICKS_PER_SECOND = 100;
  private static final List<String> JIT = List.of("C1 ", "C2 ");
  private static final List<String> GC = List.of("GC ", "G1 ", "VM ", "Z", "Concurrent ");

  static Usage of(long pid) {
    double jit = 0;
    double gc = 0;
    for (Map.Entry<String, Double> thread : threads(pid).entrySet()) {
      if (JIT.stream().anyMatch(thread.getKey()::startsWith)) {
        jit += thread.getValue();
      } else if (GC.stream().anyMatch(thread.getKey()::startsWith)) {
        gc += thread.getValue();
      }
    }
    Path process = Path.of("/proc", Long.toString(pid));
    return new Usage(Stat.read(process.resolve("stat")).own(), jit, gc, resident(process));
  }

  /** What has been used between {@code before} and this. */
  Usage since(Usage before) {
    return new Usage(cpu - before.cpu, jit - before.jit, gc - before.gc, residentMib);
  }

  /** CPU seconds of this process and of its children that have ended. */
  static double ofThisBench() {
    Stat stat = Stat.read(Path.of("/proc/self/stat"));
    return stat.own + stat.children;
  }

  /** CPU seconds of each thread that lives, added up by name; of a name 15 characters at most. */
  static Map<String, Double> threads(long pid) {
    Map<String, Double> threads = new TreeMap<>();
    try (DirectoryStream<Path> tasks =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
      for (Path task : tasks) {
        Stat.ifThere(task.resolve("stat"))
            .ifPresent(stat -> threads.merge(stat.name, stat.own, Double::sum));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return threads;
  }

  private static double resident(Path process) {
    try {
      for (String line : Files.readAllLines(process.resolve("status"))) {
        if (line.startsWith("VmRSS:")) {
          return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
        }
      }
      throw new NoSuchFileException(process + " has ended");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A line of {@code /proc/<pid>/stat}; the name in brackets may itself have blanks. */
  private record Stat(String name, double own, double children) {
    static Stat read(Path file) {
      try {
        String line = Files.readString(file);
        String name = line.substring(line.indexOf('(') + 1, line.lastIndexOf(')'));
        List<String> fields = List.of(line.substring(line.lastIndexOf(')') + 2).split(" ", -1));
        return new Stat(name, seconds(fields, 11), seconds(fields, 13));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Empty when the thread has ended meanwhile. */
    static Optional<Stat> ifThere(Path file) {
      try {
        return Optional.of(read(file));
      } catch (UncheckedIOException ended) {
        return Optional.empty();
      }
    }

    private static double seconds(List<String> fields, int user) {
      long ticks = Long.parseLong(fields.get(user)) + Long.parseLong(fields.get(user + 1));
      return ticks / TICKS_PER_SECOND;
    }
  }
}
