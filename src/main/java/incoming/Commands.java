package incoming;

import static java.nio.charset.StandardCharsets.UTF_8;

import incoming.cli.Cli;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
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
      "",
      "All commands but validate ask a running installation by its admin API."
    },
    footer = {
      "",
      "A first integration:",
      "  incoming create orders --auth jwt:shop",
      "  incoming retrieve orders        # and post a request to its endpoint",
      "  incoming save orders --hash body.order.id \\",
      "      --url https://crm.example.com/v1/orders --template orders.json.j2",
      "  incoming try orders",
      "  incoming publish orders"
    },
    mixinStandardHelpOptions = true,
    versionProvider = Commands.Version.class,
    synopsisSubcommandLabel = "[COMMAND]",
    subcommands = {Validate.class, Train.class, HelpCommand.class})
final class Commands {
  private Commands() {}

  /** Runs the command in {@code arguments}; answers the exit code. */
  static int run(String... arguments) {
    CommandLine commands = all();
    // What programs read is UTF-8 whatever the locale.
    commands.setOut(new PrintWriter(new OutputStreamWriter(System.out, UTF_8), true));
    commands.setErr(new PrintWriter(new OutputStreamWriter(System.err, UTF_8), true));
    return commands.execute(arguments);
  }

  /** All commands, those that ask the admin API among them. */
  static CommandLine all() {
    CommandLine commands = new CommandLine(new Commands());
    Cli.addTo(commands);
    return commands;
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
