package incoming.sample;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.event.Events;
import incoming.route.Finding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTextTest {
  private static List<String> missing(String template, Object body) {
    return new TemplateText("a.json.j2", template)
        .missing(Events.of(body)).stream().map(Finding::toString).toList();
  }

  @Test
  void nameThatTheEventDoesNotHaveIsToldOnceWithItsPlace() {
    assertThat(
            missing(
                "{\n  \"é\": \"{{ request.body.nope }}\",\n  {# request.body.comment #}"
                    + "{% if request.headers[\"X-Shop\"] == 'a' %}{{ request.body.nope }}{% endif %}}",
                Map.of()))
        .containsExactly(
            "a.json.j2:2:12: warning: 'request.body.nope' is not in this event",
            "a.json.j2:3:35: warning: 'request.headers[\"X-Shop\"]' is not in this event");
  }

  @Test
  void nameThatIsFoundDeeperIsToldWithItsWholeName() {
    assertThat(
            missing(
                "{{ request.body.group_id }}", Map.of("products", List.of(Map.of("group_id", 7L)))))
        .containsExactly(
            "a.json.j2:1:4: warning: 'request.body.group_id' is not in this event; it is taken from"
                + " request.body.products[0].group_id");
  }

  @Test
  void whatIsThereOrNoNameOfAnEventIsNotTold() {
    assertThat(
            missing(
                "request.body.text {{ request.body.a[0].b }} {{ 'request.body.no' }}"
                    + " {{ my.request.body.no }} {{ request.body }} {{ request.eventId }}",
                Map.of("a", List.of(Map.of("b", "")))))
        .isEmpty();
  }
}
