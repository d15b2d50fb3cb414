package incoming.sample;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds what is called like an id in a body, and says which is most likely that of the event.
 *
 * <p>By its name alone: that it is different each time, one sample cannot tell.
 */
final class BodyIds {
  private static final int LEAST = 1;

  /** Of the event itself. */
  private static final Set<String> EVENT =
      Set.of(
          "eventid",
          "eventuuid",
          "messageid",
          "deliveryid",
          "webhookid",
          "requestid",
          "notificationid",
          "idempotencykey",
          "dedupid",
          "deduplicationid",
          "transactionid");

  /** Of what the body is about. */
  private static final Set<String> SUBJECT =
      Set.of("id", "uuid", "guid", "ordernumber", "orderid", "paymentid", "invoiceid", "number");

  /** Of those who take part again and again. */
  private static final Pattern PARTICIPANT =
      Pattern.compile(
          ".*(user|customer|account|shop|store|tenant|merchant|product|item|group|category|team|app"
              + "|client|business|profile|session|parent|sku|author|owner|sender|installation).*");

  private static final Pattern ID = Pattern.compile(".*(Id|ID|_id|-id|Uuid|_uuid|_number|Number)");

  private BodyIds() {}

  /** Those of {@code parameters} that may be an id, the likeliest first. */
  static List<Parameter> ranked(List<Parameter> parameters) {
    return parameters.stream()
        .filter(parameter -> parameter.name().startsWith("body"))
        .filter(parameter -> Set.of("string", "number").contains(parameter.type()))
        .filter(parameter -> score(parameter.name()) >= LEAST)
        .sorted(
            Comparator.comparingInt((Parameter parameter) -> score(parameter.name())).reversed())
        .toList();
  }

  /** The deeper in the body, the less likely; within an array, hardly. */
  private static int score(String name) {
    String path = name.substring("body".length());
    long depth = path.chars().filter(c -> c == '.' || c == '[').count();
    int arrays = path.contains("[0]") ? 4 : 0;
    return path.matches(".*\\[[1-9]\\d*].*") ? 0 : worth(path) - (int) depth - arrays;
  }

  private static int worth(String path) {
    String last = path.replaceFirst("\"]$", "").replaceFirst(".*[.\"]", "");
    String plain = last.replaceAll("[_-]", "").toLowerCase(Locale.ROOT);
    if (EVENT.contains(plain)) {
      return 20;
    } else if (PARTICIPANT.matcher(path.toLowerCase(Locale.ROOT)).matches()) {
      return SUBJECT.contains(plain) || ID.matcher(last).matches() ? 6 : 0;
    } else if (SUBJECT.contains(plain)) {
      return 15;
    }
    return ID.matcher(last).matches() ? 10 : 0;
  }
}
