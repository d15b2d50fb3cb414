package incoming.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;

/**
 * The commands that ask the admin API.
 *
 * <p>Exit codes: 0 when it was done, 1 when it was refused or failed, 2 when the arguments are
 * wrong. Results are on standard output, everything else on standard error.
 */
public final class Cli {
  private static final List<Class<?>> COMMANDS =
      List.of(
          Overview.class,
          Drafts.class,
          LifeCycle.class,
          Samples.class,
          Trying.class,
          QueueCommands.class);

  private static final Map<String, String> EXIT_CODES = exitCodes();

  /** In the order in which one needs them. */
  private static final Map<String, List<String>> GROUPS = groups();

  private Cli() {}

  /** Adds them to {@code root}, and groups all its commands in the help. */
  public static void addTo(CommandLine root) {
    addTo(root, Surroundings.ofProcess());
  }

  static void addTo(CommandLine root, Surroundings surroundings) {
    IFactory factory = new Factory(surroundings);
    Stream.concat(
            COMMANDS.stream()
                .flatMap(type -> CommandLine.getCommandMethods(type, null).stream())
                .map(Object.class::cast),
            Stream.of(KeyCommands.class, DeliveryCommands.class, Completion.class))
        .map(command -> new CommandLine(command, factory))
        .forEach(command -> add(root, command));
    root.getCommandSpec().usageMessage().commandListHeading("");
    root.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, Cli::grouped);
    root.setParameterExceptionHandler(Cli::explain);
    CommandLine.IExecutionExceptionHandler others = root.getExecutionExceptionHandler();
    root.setExecutionExceptionHandler(
        (failure, command, arguments) -> {
          if (failure instanceof FailedException told) {
            command.getErr().println(Text.clean(told.getMessage(), true));
            return 1;
          }
          return others.handleExecutionException(failure, command, arguments);
        });
  }

  /** In a few lines, the reason first: the whole help would push it off the screen. */
  private static int explain(ParameterException mistake, String[] arguments) {
    CommandLine command = mistake.getCommandLine();
    PrintWriter err = command.getErr();
    err.println(Text.clean(mistake.getMessage(), true));
    CommandLine.UnmatchedArgumentException.printSuggestions(mistake, err);
    Help help = command.getHelp();
    err.print(help.synopsisHeading() + help.synopsis(help.synopsisHeadingLength()));
    if (command.getParent() != null && !command.getSubcommands().isEmpty()) {
      err.print(help.commandList());
    }
    err.printf("'%s --help' tells more.%n", command.getCommandSpec().qualifiedName());
    err.flush();
    return CommandLine.ExitCode.USAGE;
  }

  private static void add(CommandLine root, CommandLine command) {
    describe(command, root.getCommandSpec());
    root.addSubcommand(command.getCommandName(), command);
  }

  private static void describe(CommandLine command, CommandSpec root) {
    CommandSpec spec = command.getCommandSpec();
    spec.versionProvider(root.versionProvider());
    spec.usageMessage()
        .exitCodeListHeading("%nExit codes:%n")
        .exitCodeList(EXIT_CODES)
        .optionListHeading("%n")
        .footerHeading("%n")
        .descriptionHeading("%n");
    command.getSubcommands().values().forEach(sub -> describe(sub, root));
  }

  private static Map<String, String> exitCodes() {
    Map<String, String> codes = new LinkedHashMap<>();
    codes.put("0", "it was done");
    codes.put("1", "it was refused or failed; standard error says why");
    codes.put("2", "the arguments are wrong");
    return codes;
  }

  private static Map<String, List<String>> groups() {
    Map<String, List<String>> groups = new LinkedHashMap<>();
    groups.put(
        "Integrations",
        List.of(
            "list",
            "show",
            "create",
            "save",
            "publish",
            "unpublish",
            "discard",
            "delete",
            "rotate",
            "versions",
            "restore"));
    groups.put("What senders send", List.of("retrieve", "parameters", "sample", "try", "keys"));
    groups.put("What targets get", List.of("deliveries", "replay", "pause", "resume"));
    groups.put("This installation", List.of("status", "problems", "audit", "validate"));
    groups.put("The command line", List.of("completion", "help"));
    return groups;
  }

  private static String grouped(Help help) {
    StringBuilder text = new StringBuilder();
    Map<String, Help> commands = help.subcommands();
    GROUPS.forEach(
        (title, names) -> {
          text.append(String.format("%n%s:%n", title));
          names.stream()
              .filter(commands::containsKey)
              .forEach(
                  name ->
                      text.append(
                          String.format("  %-12s%s%n", name, commands.get(name).header().strip())));
        });
    return text.toString();
  }

  /** Gives the connection its surroundings. */
  private record Factory(Surroundings surroundings) implements IFactory {
    @Override
    public <K> K create(Class<K> type) throws Exception {
      return type == Connection.class
          ? type.cast(new Connection(surroundings))
          : CommandLine.defaultFactory().create(type);
    }
  }
}
