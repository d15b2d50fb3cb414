package incoming;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A process that writes and says each thing that it has written, until it is killed. */
public final class KilledWriter {
  private KilledWriter() {}

  /**
   * What was written when {@code kill -9} came.
   *
   * @param main gets {@code directory} as its argument and writes what it says to {@link #told}
   * @param enough lines after which it is killed
   * @param before what is done just before that, while it still writes
   */
  public static List<String> linesOf(Class<?> main, Path directory, int enough, Runnable before)
      throws IOException, InterruptedException {
    Process writer =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> lines = new ArrayList<>();
    try (BufferedReader told = writer.inputReader(StandardCharsets.US_ASCII)) {
      for (String line = told.readLine(); line != null; line = told.readLine()) {
        lines.add(line);
        if (lines.size() == enough) {
          before.run();
          // Not through Process, which would close the pipe with what is still in it.
          writer.toHandle().destroyForcibly();
        }
      }
    }
    assertThat(writer.waitFor()).isEqualTo(137);
    // The pipe may end in the middle of a line.
    lines.remove(lines.size() - 1);
    assertThat(lines).hasSizeGreaterThanOrEqualTo(enough - 1);
    return lines;
  }

  /** The standard output of this process, which from now on has nothing else: no log either. */
  public static PrintStream told() {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.US_ASCII);
    System.setOut(System.err);
    return out;
  }
}
