package incoming.cli;

import java.io.PrintWriter;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code completion}. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    header = "Prints what lets bash and zsh complete commands and options.",
    description = {
      "And, unless there is a command 'incoming' already, makes 'incoming' short for java -jar"
          + " incoming.jar."
    },
    footer = {
      "Example, for ~/.bashrc or ~/.zshrc:",
      "  source <(java -jar /opt/incoming/incoming.jar completion)"
    })
final class Completion implements Callable<Integer> {
  private static final String NAME = "incoming";

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws URISyntaxException {
    PrintWriter out = command.commandLine().getOut();
    // Light on what only pays after minutes, since a command takes less than a second.
    out.printf(
        "command -v %1$s >/dev/null || %1$s() { java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -jar"
            + " %2$s \"$@\"; }%n",
        NAME, Words.quoted(jar().toString()));
    out.print(AutoComplete.bash(NAME, command.root().commandLine()));
    out.flush();
    return 0;
  }

  private static Path jar() throws URISyntaxException {
    return Path.of(Completion.class.getProtectionDomain().getCodeSource().getLocation().toURI());
  }
}
