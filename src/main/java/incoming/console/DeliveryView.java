package incoming.console;

import com.fasterxml.jackson.annotation.JsonRawValue;
import incoming.history.Attempt;
import incoming.history.Delivery;
import incoming.history.Page;
import incoming.history.State;
import incoming.history.Summary;
import incoming.target.OutgoingRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A delivery as the API shows it: times in ISO 8601, states in lower case, what is not known left
 * out.
 *
 * @param event the JSON of the event
 */
record DeliveryView(
    String eventId,
    String integration,
    String state,
    String acceptedAt,
    int attempts,
    String nextAttemptAt,
    String reason,
    List<Try> tries,
    @JsonRawValue String event) {

  static DeliveryView of(Delivery delivery) {
    return new DeliveryView(
        delivery.eventId(),
        delivery.integration(),
        name(delivery.state()),
        time(delivery.acceptedAt()),
        delivery.attempts(),
        time(delivery.nextAttemptAt()),
        delivery.reason(),
        delivery.tries().stream().map(Try::of).toList(),
        new String(delivery.event(), StandardCharsets.UTF_8));
  }

  /** One attempt; {@code status} is left out when the target did not answer. */
  record Try(String startedAt, long millis, Integer status, String failure, String answer) {
    static Try of(Attempt attempt) {
      return new Try(
          time(attempt.startedAt()),
          attempt.millis(),
          known(attempt.status()),
          attempt.failure(),
          attempt.answer());
    }
  }

  /** A page of a list. */
  record Listed(List<Row> deliveries, String next) {
    static Listed of(Page page) {
      return new Listed(page.deliveries().stream().map(Row::of).toList(), page.next().orElse(null));
    }
  }

  /** A delivery in a list; {@code status} and {@code failure} are those of its last attempt. */
  record Row(
      String eventId,
      String integration,
      String state,
      String acceptedAt,
      String changedAt,
      int attempts,
      Integer status,
      String failure,
      String nextAttemptAt,
      String reason) {
    static Row of(Summary summary) {
      return new Row(
          summary.eventId(),
          summary.integration(),
          name(summary.state()),
          time(summary.acceptedAt()),
          time(summary.changedAt()),
          summary.attempts(),
          known(summary.status()),
          summary.failure(),
          time(summary.nextAttemptAt()),
          summary.reason());
    }
  }

  /** What would be sent, one after the other. */
  record Preview(List<Request> requests) {}

  /** A call that is not made; its secrets are masked. */
  record Request(String method, String url, List<Header> headers, String body) {
    static Request of(OutgoingRequest request) {
      return new Request(
          request.method(),
          request.url(),
          request.headers().stream().map(Header::of).toList(),
          request.body());
    }
  }

  /** One of its headers. */
  record Header(String name, String value) {
    static Header of(Map.Entry<String, String> header) {
      return new Header(header.getKey(), header.getValue());
    }
  }

  static String name(State state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  private static Integer known(int status) {
    return status == 0 ? null : status;
  }

  private static String time(long millis) {
    return millis == 0 ? null : Instant.ofEpochMilli(millis).toString();
  }
}
