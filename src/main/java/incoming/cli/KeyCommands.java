package incoming.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The commands {@code keys ...}. */
@Command(
    name = "keys",
    mixinStandardHelpOptions = true,
    header = "API keys of senders.",
    description = {
      "A sender presents its key, or logs in with it for a token; a route names it, as in"
          + " incoming:api-key?key=partner."
    },
    synopsisSubcommandLabel = "COMMAND")
final class KeyCommands {
  /** The key that a command is about. */
  static final class OneKey {
    @Parameters(index = "0", paramLabel = "<key>", description = "Name of the key.")
    private String name;

    private Address address(String... below) {
      return Address.of("keys", name).below(below);
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      header = "Lists the keys; none can be read back.",
      footer = {"Example:", "  incoming keys list"})
  static void list(@Mixin Connection connection) {
    connection.print(
        connection.api().get(Address.of("keys")),
        (answer, text) ->
            text.table(
                List.of("NAME", "STATE", "ENDS IN", "CREATED", "LAST USED"),
                Words.each(answer.path("keys")).map(KeyCommands::row).toList()));
  }

  private static List<String> row(JsonNode key) {
    String state = key.path("disabled").asBoolean() ? "disabled" : "enabled";
    return List.of(
        Words.of(key, "name"),
        key.path("declared").asBoolean() ? "declared" : state,
        Words.of(key, "ending"),
        Words.of(key, "created"),
        Words.of(key, "lastUsed"));
  }

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      header = "Makes a key and prints it, this once.",
      description = "The key alone is on standard output, so that it can go straight to a vault.",
      footer = {"Example:", "  incoming keys create partner | vault kv put secret/partner key=-"})
  static void create(@Mixin Connection connection, @Mixin OneKey key) {
    Answer answer = connection.api().post(Address.of("keys"), Json.object().put("name", key.name));
    connection.notes().line("The key '" + key.name + "', which is shown this once:");
    connection.print(answer, (created, text) -> text.line(Words.of(created, "secret")));
  }

  @Command(
      name = "disable",
      mixinStandardHelpOptions = true,
      header = "Lets a key and all its tokens count no more, within a second.",
      footer = {"Example:", "  incoming keys disable partner"})
  static void disable(@Mixin Connection connection, @Mixin OneKey key) {
    change(connection, key, "disable");
  }

  @Command(
      name = "enable",
      mixinStandardHelpOptions = true,
      header = "Lets a key count again.",
      footer = {"Example:", "  incoming keys enable partner"})
  static void enable(@Mixin Connection connection, @Mixin OneKey key) {
    change(connection, key, "enable");
  }

  private static void change(Connection connection, OneKey key, String what) {
    connection.print(
        connection.api().post(key.address(what)),
        (changed, text) -> text.line(key.name + " is " + row(changed).get(1) + "."));
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      header = "Ends a key and all its tokens for good.",
      footer = {"Example:", "  incoming keys delete partner"})
  static void delete(@Mixin Connection connection, @Mixin OneKey key) {
    connection.api().delete(key.address());
    connection.done(key.name + " is deleted.");
  }

  @Command(
      name = "signing",
      mixinStandardHelpOptions = true,
      header = "Lists the keys that tokens of the login are signed with.",
      description = "The one that signs is the first; of one before it tokens are still good.",
      footer = {"Example:", "  incoming keys signing"})
  static void signing(@Mixin Connection connection) {
    connection.print(connection.api().get(Address.of("login-keys")), KeyCommands::printSigning);
  }

  @Command(
      name = "rotate",
      mixinStandardHelpOptions = true,
      header = "Signs tokens of the login with a new key.",
      description = "Tokens of the one before stay good until they expire.",
      footer = {"Example:", "  incoming keys rotate"})
  static void rotate(@Mixin Connection connection) {
    connection.print(
        connection.api().post(Address.of("login-keys", "rotate")), KeyCommands::printSigning);
  }

  private static void printSigning(JsonNode answer, Text text) {
    text.table(
        List.of("KEY", "CREATED", "GOOD UNTIL"),
        Words.each(answer.path("keys"))
            .map(key -> Words.row(key, "id", "created", "until"))
            .toList());
  }
}
