package incoming.sample;

import incoming.auth.SignedParts;
import incoming.event.ParameterName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A parameter of a sample by which its requests could be told apart, for people to choose from.
 *
 * @param parameter its flat name, as the hash takes it
 * @param reason why it is suggested
 * @param warning why it is not safe with the signature in use; empty when it is
 */
public record HashSuggestion(String parameter, String reason, Optional<String> warning) {
  /** The header in which a sender may write a hash of its own. */
  public static final String OWN_HASH = "headers[\"x-deduplication-hash\"]";

  private static final int MOST = 8;

  /**
   * What a provider calls a request.
   *
   * @param mark a parameter that only its requests have
   */
  private record Preset(String mark, String parameter, String reason) {}

  private static final List<Preset> PRESETS =
      List.of(
          new Preset(OWN_HASH, OWN_HASH, "the sender's own hash"),
          header("webhook-id", "Standard Webhooks: the id of the message"),
          new Preset("headers[\"stripe-signature\"]", "body.id", "Stripe: the id of the event"),
          new Preset(
              "headers[\"x-slack-signature\"]", "body.event_id", "Slack: the id of the event"),
          header("x-github-delivery", "GitHub: the id of the delivery"),
          header("x-shopify-webhook-id", "Shopify: the id of the webhook"),
          header("x-shopify-event-id", "Shopify: the id of the event behind it"),
          header("ce-id", "CloudEvents: the id of the event"),
          header("idempotency-key", "the sender's own key"),
          header("x-request-id", "the id of the request"));

  private static Preset header(String name, String reason) {
    String parameter = "headers[\"" + name + "\"]";
    return new Preset(parameter, parameter, reason);
  }

  /**
   * Suggestions for {@code sample}, the best first, 8 at most: the sender's own hash, then what is
   * known of providers, then what is called like an id in the body; those with a warning come
   * behind those without, except for the sender's own hash.
   *
   * @param scheme of {@code incoming:signature}, if that is in use
   */
  public static List<HashSuggestion> of(Sample sample, Optional<String> scheme) {
    List<String> there = sample.parameters().stream().map(Parameter::name).toList();
    Set<String> names = Set.copyOf(there);
    List<HashSuggestion> all = new ArrayList<>();
    for (Preset preset : PRESETS) {
      if (names.contains(preset.mark()) && names.contains(preset.parameter())) {
        all.add(suggestion(preset.parameter(), preset.reason(), scheme));
      }
    }
    for (Parameter id : BodyIds.ranked(sample.parameters())) {
      if (all.stream().noneMatch(one -> one.parameter().equals(id.name()))) {
        all.add(suggestion(id.name(), "called like an id", scheme));
      }
    }
    return Stream.of(
            all.stream().filter(HashSuggestion::isOwnHash),
            all.stream().filter(one -> !one.isOwnHash() && one.warning().isEmpty()),
            all.stream().filter(one -> !one.isOwnHash() && one.warning().isPresent()))
        .flatMap(part -> part)
        .limit(MOST)
        .toList();
  }

  private static HashSuggestion suggestion(
      String parameter, String reason, Optional<String> scheme) {
    return new HashSuggestion(
        parameter,
        reason,
        scheme.flatMap(name -> SignedParts.warning(name, ParameterName.parse(parameter))));
  }

  private boolean isOwnHash() {
    return parameter.equals(OWN_HASH);
  }
}
