package incoming.integration;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.route.Folder;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.camel.util.FileUtil;

/** What a form writes against the lint that every route file has to pass. */
class WrittenFileTest {
  @Provide
  Arbitrary<Integration> integrations() {
    return AnyIntegration.running();
  }

  @Property(tries = 60)
  void lintHasNothingToSayOfWhatAFormWrites(@ForAll("integrations") Integration integration) {
    Folder folder = new Folder();
    try {
      RouteFile file = RouteFile.write(integration);
      incoming.integration.Folder.contents(integration.name(), file).forEach(folder::with);

      // Which header tells requests apart, and whether a signature covers it, is the form's choice.
      assertThat(folder.findings())
          .as(file.text())
          .allMatch(finding -> finding.contains("does not cover"));
    } finally {
      folder.close();
      FileUtil.removeDir(folder.path().toFile());
    }
  }

  @Property(tries = 5)
  void everyFormatOfATemplateIsKnown(@ForAll Template.Format format) {
    Folder folder = new Folder();
    try {
      Integration sending =
          new Integration(
              "orders",
              "",
              "",
              "orders",
              null,
              "",
              null,
              null,
              null,
              null,
              null,
              null,
              new Outgoing(
                  "POST",
                  "https://crm.example.com",
                  null,
                  "",
                  null,
                  null,
                  new Template(format, "x")));
      RouteFile file = RouteFile.write(sending);
      incoming.integration.Folder.contents("orders", file).forEach(folder::with);

      assertThat(folder.findings()).isEmpty();
    } finally {
      folder.close();
      FileUtil.removeDir(folder.path().toFile());
    }
  }
}
