package incoming.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The integration that a command is about. */
final class OneIntegration {
  @Parameters(index = "0", paramLabel = "<name>", description = "Name of the integration.")
  private String name;

  String name() {
    return name;
  }

  /** Its address in the API, or one below it. */
  Address address(String... below) {
    return Address.of("integrations", name).below(below);
  }

  /** The version of it that is to be changed. */
  static final class Seen {
    @Option(
        names = "--if-match",
        paramLabel = "<etag>",
        description =
            "Change only what 'show' printed with this etag; without it, what is there now.")
    private String etag;

    /** What the change depends on. */
    Condition condition(Api api, OneIntegration one) {
      return Condition.unchanged(etag == null ? api.get(one.address()).etag() : quoted());
    }

    /** The same for {@code answer}, which has been read just now. */
    Condition condition(Answer answer) {
      return Condition.unchanged(etag == null ? answer.etag() : quoted());
    }

    private String quoted() {
      String bare = etag.replace("\"", "");
      if (!bare.matches("[\\x21-\\x7e]{1,200}")) {
        throw new FailedException("--if-match: this is no etag that 'show' has printed.");
      }
      return '"' + bare + '"';
    }
  }
}
