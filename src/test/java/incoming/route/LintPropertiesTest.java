package incoming.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import incoming.route.Finding.Severity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** Whatever slip of a finger a route file has, the lint answers, and with places in the file. */
class LintPropertiesTest {
  private static final Path ROUTES = Path.of("routes");
  private static final Folder FOLDER = new Folder(ROUTES);
  private static final Path FILE = ROUTES.resolve("order-paid.camel.yaml");
  private static final String TEXT = read();

  @AfterContainer
  static void close() {
    FOLDER.close();
  }

  private static String read() {
    try {
      return Files.readString(FILE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The file with some characters replaced by others. */
  @Provide
  static Arbitrary<String> slips() {
    Arbitrary<String> typed =
        Arbitraries.of(
            "",
            " ",
            "\n",
            ":",
            "- ",
            "{",
            "}",
            "[",
            "]",
            "{{",
            "}}",
            "'",
            "\"",
            "|\n",
            "*a",
            "&a ",
            "?",
            "&",
            "=",
            "//",
            "${",
            "\\",
            "#",
            "\t",
            "null",
            "\u0000",
            "\uD83D\uDED2");
    return Combinators.combine(
            Arbitraries.integers().between(0, TEXT.length()),
            Arbitraries.integers().between(0, 12),
            typed)
        .as(
            (at, length, with) ->
                TEXT.substring(0, at)
                    + with
                    + TEXT.substring(Math.min(TEXT.length(), at + length)));
  }

  @Property(tries = 500)
  void everySlipIsAnsweredWithPlacesInTheFile(@ForAll("slips") String text) {
    Lint.Result result =
        new Lint(FOLDER.camel(), Severity.ERROR)
            .check(FILE, text.getBytes(UTF_8), new Names.Taken());

    assertThat(result.findings())
        .allSatisfy(
            finding -> {
              assertThat(finding.line()).isBetween(1, text.split("\\R", -1).length);
              assertThat(finding.column()).isPositive();
              assertThat(finding.message()).isNotBlank();
            });
  }

  @Property(tries = 200)
  void anyTextIsAnswered(@ForAll String text) {
    assertThat(
            new Lint(FOLDER.camel(), Severity.ERROR)
                .check(FILE, text.getBytes(UTF_8), new Names.Taken())
                .isRefused())
        .isTrue();
  }
}
