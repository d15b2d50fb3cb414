package incoming;

import incoming.route.Finding;
import incoming.route.Lint;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code validate}: what a start would say to the route files, without one. */
@Command(
    name = "validate",
    header = "Checks route files and their templates, without starting anything.",
    description = {
      "",
      "Finds what keeps a file from running (error) and what runs but is doubtful (warning), with"
          + " file, line and column. Opens no port and does not touch the data folder. What only"
          + " lacks on this machine, such as an environment variable with a secret, is a warning.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  incoming validate",
      "  incoming validate --format lines config/routes"
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:no errors; there may be warnings",
      "1:at least one error",
      "2:the arguments are wrong"
    },
    mixinStandardHelpOptions = true,
    versionProvider = Commands.Version.class)
final class Validate implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(
      arity = "0..1",
      paramLabel = "routes-folder",
      description = "Folder of the route files; without it, incoming.routes of the settings.")
  private Path folder;

  @Option(
      names = "--format",
      paramLabel = "text|lines|json",
      description =
          "text for people (default), lines for tools (file:line:column: error: message), json for"
              + " programs.")
  private FindingFormat format = FindingFormat.text;

  @Override
  public Integer call() throws IOException {
    LogSettings.silence();
    try (Rehearsal rehearsal = new Rehearsal(Optional.ofNullable(folder))) {
      if (!Files.isDirectory(rehearsal.routes())) {
        throw new ParameterException(
            command.commandLine(), "'" + rehearsal.routes() + "' is not a folder");
      }
      Lint.Checked checked = rehearsal.check();
      PrintWriter out = command.commandLine().getOut();
      format.write(checked, out);
      out.flush();
      return checked.findings().stream().anyMatch(Finding::isError) ? 1 : 0;
    }
  }
}
