package incoming;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

class CommandsTest {
  private static Stream<CommandLine> below(CommandLine command) {
    return command.getSubcommands().values().stream()
        .filter(one -> !one.getCommandSpec().usageMessage().hidden())
        .filter(one -> !one.getCommandName().equals("help"))
        .flatMap(one -> Stream.concat(Stream.of(one), below(one)));
  }

  @Test
  void helpNamesEveryCommand() {
    CommandLine commands = Commands.all();
    String help = commands.getUsageMessage();

    assertThat(commands.getSubcommands().values())
        .filteredOn(command -> !command.getCommandSpec().usageMessage().hidden())
        .hasSizeGreaterThan(20)
        .allSatisfy(
            command ->
                assertThat(help).containsPattern("(?m)^  " + command.getCommandName() + " +[A-Z]"));
  }

  @Test
  void everyCommandTeachesByExamplesAndTellsItsExitCodes() {
    assertThat(below(Commands.all()))
        .hasSizeGreaterThan(30)
        .allSatisfy(
            command -> {
              UsageMessageSpec usage = command.getCommandSpec().usageMessage();
              assertThat(usage.header()).as(command.getCommandName()).isNotEmpty();
              assertThat(usage.exitCodeList()).containsKeys("0", "1", "2");
              if (command.getSubcommands().isEmpty()) {
                assertThat(command.getUsageMessage())
                    .containsPattern("Examples?[:,]")
                    .contains("  -h, --help ");
              }
            });
  }

  @Test
  void completionKnowsTheCommandsAndTheirOptions() {
    StringWriter printed = new StringWriter();

    assertThat(Commands.all().setOut(new PrintWriter(printed, true)).execute("completion"))
        .isZero();

    assertThat(printed.toString())
        .contains("complete -F _complete_incoming ", "--if-match", "unpublish", "rotate")
        .doesNotContain("train");
  }
}
