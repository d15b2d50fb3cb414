package incoming.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OperationsTest {
  @Test
  void variablesOfThePathAreRead() throws Refusal {
    Operations.Match match = Tables.ALL.find("GET", "/api/integrations/orders/versions/3");

    assertThat(match.operation().id()).isEqualTo("readVersion");
    assertThat(match.variables()).isEqualTo(Map.of("name", "orders", "number", "3"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api",
        "/api/",
        "/api//status",
        "/api/status/",
        "/api/STATUS",
        "/api/%73tatus",
        "/api/integrations/%2e%2e",
        "/api/integrations/a%00b",
        "/api/integrations/a;b",
        "/api/integrations/\u00e4"
      })
  void otherPathsAreNoOperations(String path) {
    assertThat(refusal("GET", path).problem().status()).isEqualTo(404);
  }

  @Test
  void nameOfAnyLengthIsNoName() {
    assertThat(refusal("GET", "/api/integrations/" + "a".repeat(201)).problem().status())
        .isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(strings = {"OPTIONS", "PATCH", "TRACE", "get", "FOO"})
  void otherMethodsAreToldWhatIsAllowed(String method) {
    Refusal refusal = refusal(method, "/api/integrations/orders");

    assertThat(refusal.problem().status()).isEqualTo(405);
    assertThat(refusal.problem().headers()).containsEntry("Allow", "DELETE, GET, HEAD, PUT");
  }

  @Test
  void whatCanBeReadAnswersHeadToo() throws Refusal {
    assertThat(Tables.ALL.find("HEAD", "/api/status").operation().id()).isEqualTo("readStatus");
    assertThat(refusal("HEAD", "/api/integrations/orders/publish").problem().headers())
        .containsEntry("Allow", "POST");
  }

  private static Refusal refusal(String method, String path) {
    return catchThrowableOfType(Refusal.class, () -> Tables.ALL.find(method, path));
  }
}
