package incoming.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Runs commands in this process, in a folder and with variables of its own. */
final class Shell {
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private String input = "";

  /** What a command has printed, and its exit code. */
  record Result(int exitCode, String output, String errors) {}

  @Command(name = "incoming")
  private static final class Root {}

  Shell(Path folder) {
    this.folder = folder;
  }

  Shell variable(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** What the next commands read from standard input. */
  Shell input(String text) {
    input = text;
    return this;
  }

  Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode = commands(out, err).execute(arguments);
    return new Result(exitCode, out.toString(), err.toString());
  }

  private CommandLine commands(StringWriter out, StringWriter err) {
    CommandLine root = new CommandLine(new Root());
    Cli.addTo(
        root,
        new Surroundings(
            environment, folder, new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8))));
    return root.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
  }
}
