package incoming.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;

class GivenViewTest {
  @Test
  void whatNoSenderCouldSendIsToldWithItsPlace() {
    GivenView given =
        new GivenView(
            "P OST",
            null,
            List.of(
                new GivenView.Header("a b", "x"),
                new GivenView.Header("a", "x\r\nSet-Cookie: y"),
                new GivenView.Header(null, "x"),
                new GivenView.Header("b", "tab\tand \u00e4")),
            null);

    Refusal refusal = catchThrowableOfType(Refusal.class, () -> given.request("/request"));

    assertThat(refusal.members().get("errors").toString())
        .contains(
            "/request/body",
            "/request/method",
            "/request/headers/0/name",
            "/request/headers/1/value",
            "/request/headers/2")
        .doesNotContain("/request/headers/3");
  }

  @Test
  void requestIsAPostUnlessItSaysOtherwise() throws Refusal {
    assertThat(new GivenView(null, null, null, "{}").request("").method()).isEqualTo("POST");
    assertThat(new GivenView("GET", null, null, "").request("").method()).isEqualTo("GET");
  }
}
