package incoming.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/** What the figures were measured on. */
record Machine(String processor, int cores, String system, String java, double syncMillis) {
  private static final int SYNCS = 201;
  private static final int BLOCK = 4096;

  /** Reads it, and measures how long the disk of {@code folder} takes to sync a block. */
  static Machine read(Path folder) {
    return new Machine(
        processorName(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
        measureSync(folder));
  }

  /** CPU seconds that all processes of this machine have used together. */
  static double busy() {
    String[] fields = lines(Path.of("/proc/stat")).get(0).trim().split(" +", -1);
    double ticks = 0;
    for (int field = 1; field <= 8; field++) {
      boolean idle = field == 4 || field == 5;
      ticks += idle ? 0 : Long.parseLong(fields[field]);
    }
    return ticks / 100;
  }

  private static String processorName() {
    return lines(Path.of("/proc/cpuinfo")).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).trim())
        .findFirst()
        .orElse("unknown");
  }

  /** The median time to add a block to a file and to sync it, as a journal does. */
  private static double measureSync(Path folder) {
    Path file = folder.resolve("sync");
    long[] nanos = new long[SYNCS];
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int i = 0; i < SYNCS; i++) {
        long began = System.nanoTime();
        channel.write(ByteBuffer.allocate(BLOCK));
        channel.force(false);
        nanos[i] = System.nanoTime() - began;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Arrays.sort(nanos);
    return nanos[SYNCS / 2] / 1e6;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
