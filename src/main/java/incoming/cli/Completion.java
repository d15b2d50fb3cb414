package incoming.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code completion}. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    header = "Prints what lets bash and zsh complete commands and options.",
    footer = {"Example, for ~/.bashrc or ~/.zshrc:", "  source <(incoming completion)"})
final class Completion implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    PrintWriter out = command.commandLine().getOut();
    CommandLine root = command.root().commandLine();
    out.print(AutoComplete.bash(root.getCommandName(), root));
    out.flush();
    return 0;
  }
}
