package incoming.sample;

import static org.assertj.core.api.Assertions.assertThat;

import incoming.event.Events;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HashSuggestionTest {
  private static List<String> suggested(
      Map<String, Object> headers, Object body, Optional<String> scheme) {
    return HashSuggestion.of(new Sample(Events.of(headers, body)), scheme).stream()
        .map(one -> one.parameter() + (one.warning().isPresent() ? " !" : ""))
        .toList();
  }

  @Test
  void ownHashOfTheSenderComesFirst() {
    assertThat(
            suggested(
                Map.of("X-Deduplication-Hash", "h", "X-Request-Id", "r"),
                Map.of("id", 1L),
                Optional.empty()))
        .containsExactly(
            "headers[\"x-deduplication-hash\"]", "headers[\"x-request-id\"]", "body.id");
    assertThat(
            suggested(Map.of("X-Deduplication-Hash", "h"), Map.of("id", 1L), Optional.of("github")))
        .containsExactly("headers[\"x-deduplication-hash\"] !", "body.id");
  }

  @Test
  void headersThatGithubDoesNotSignComeLastWithAWarning() {
    assertThat(
            suggested(
                Map.of("X-GitHub-Delivery", "d", "X-Hub-Signature-256", "s"),
                Map.of("issue", Map.of("id", 1L)),
                Optional.of("github")))
        .containsExactly("body.issue.id", "headers[\"x-github-delivery\"] !");
  }

  @Test
  void idsOfProvidersAreKnown() {
    assertThat(
            suggested(Map.of("Stripe-Signature", "s"), Map.of("id", "evt"), Optional.of("stripe")))
        .containsExactly("body.id");
    assertThat(suggested(Map.of("webhook-id", "m"), "x", Optional.of("standard-webhooks")))
        .containsExactly("headers[\"webhook-id\"]");
    assertThat(
            suggested(
                Map.of("X-Shopify-Webhook-Id", "w", "X-Shopify-Event-Id", "e"),
                Map.of("id", 1L),
                Optional.of("shopify")))
        .containsExactly(
            "body.id", "headers[\"x-shopify-webhook-id\"] !", "headers[\"x-shopify-event-id\"] !");
  }

  @Test
  void likeliestIdOfTheBodyComesFirst() {
    assertThat(
            suggested(
                Map.of(),
                Map.of(
                    "customer_id",
                    1L,
                    "order_number",
                    "A-1",
                    "event_id",
                    "e",
                    "meta",
                    Map.of("id", 2L),
                    "products",
                    List.of(Map.of("id", 3L), Map.of("id", 4L)),
                    "valid",
                    "no id",
                    "is_id",
                    true),
                Optional.empty()))
        .containsExactly("body.event_id", "body.order_number", "body.meta.id", "body.customer_id");
  }

  @Test
  void bodyWithoutIdsGetsNoSuggestion() {
    assertThat(suggested(Map.of(), List.of("a", "b"), Optional.empty())).isEmpty();
  }
}
