package incoming;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IVersionProvider;

/**
 * What the application does when it is given arguments.
 *
 * <p>Exit codes: those of the command, and 2 for arguments that nobody understands. Not loaded by a
 * plain start.
 */
@Command(
    name = "incoming",
    header = "Takes webhooks in and turns each new request into an outgoing HTTP call.",
    description = {
      "",
      "Without arguments it starts, with the settings in application.properties of the working"
          + " directory, and runs until it gets SIGTERM.",
      ""
    },
    mixinStandardHelpOptions = true,
    versionProvider = Commands.Version.class,
    synopsisSubcommandLabel = "[COMMAND]",
    subcommands = {Validate.class, Train.class, HelpCommand.class})
final class Commands {
  private Commands() {}

  /** Runs the command in {@code arguments}; answers the exit code. */
  static int run(String... arguments) {
    return new CommandLine(new Commands()).execute(arguments);
  }

  /** The version in the manifest of the application's jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Commands.class.getPackage().getImplementationVersion();
      return new String[] {"Incoming " + (version == null ? "(not packaged)" : version)};
    }
  }
}
