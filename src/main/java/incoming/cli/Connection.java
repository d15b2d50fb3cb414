package incoming.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiConsumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command can be told about the server and about its output. */
final class Connection {
  private final Surroundings surroundings;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--server",
      paramLabel = "<url>",
      description =
          "Address of the management port, https or on this machine; else INCOMING_SERVER, else that"
              + " of application.properties here (http://127.0.0.1:9876).")
  private String server;

  @Option(
      names = "--token-file",
      paramLabel = "<file>",
      description =
          "File with the token; else INCOMING_TOKEN, else data/admin-token here, which is shown to"
              + " this machine alone.")
  private Path tokenFile;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "text|json",
      description = "text for people (default), json for programs: the answer of the API as it is.")
  private Output output = Output.text;

  Connection(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  Api api() {
    return new Api(
        Server.find(surroundings, Optional.ofNullable(server), Optional.ofNullable(tokenFile)));
  }

  Surroundings surroundings() {
    return surroundings;
  }

  PrintWriter out() {
    return command.commandLine().getOut();
  }

  /** For what people should know and programs need not read. */
  Text notes() {
    PrintWriter err = command.commandLine().getErr();
    return new Text(err);
  }

  /** What is wrong with the arguments. */
  ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  /** Prints {@code answer}, in {@code words} for people. */
  void print(Answer answer, BiConsumer<JsonNode, Text> words) {
    if (answer.body().isEmpty()) {
      return;
    } else if (output == Output.json) {
      out().println(answer.body());
    } else {
      words.accept(answer.json(), new Text(out()));
    }
    out().flush();
  }

  /** Says that something without an answer of its own was done; programs have the exit code. */
  void done(String words) {
    if (output == Output.text) {
      new Text(out()).line(words);
      out().flush();
    }
  }
}
