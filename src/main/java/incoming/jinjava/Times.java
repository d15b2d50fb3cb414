package incoming.jinjava;

import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.objects.date.InvalidDateFormatException;
import com.hubspot.jinjava.objects.date.StrftimeFormatter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;

/**
 * The filter that writes a time: {@code request.time|datetimeformat('%Y-%m-%d', 'Europe/Rome')}.
 */
final class Times {
  private Times() {}

  static List<Filter> filters() {
    return List.of(new OwnFilter("datetimeformat", Times::format));
  }

  private static Object format(Object value, OwnFilter.Arguments args) {
    String format = args.text(0, "format", "%Y-%m-%dT%H:%M:%S%z");
    try {
      ZonedDateTime time = instant(value).atZone(ZoneId.of(args.text(1, "timezone", "UTC")));
      return StrftimeFormatter.format(time, format, Locale.ENGLISH);
    } catch (DateTimeException | InvalidDateFormatException e) {
      throw args.rendering()
          .failure(
              "datetimeformat takes epoch milliseconds or an ISO 8601 time with its offset, a"
                  + " format such as '%Y-%m-%d' and a time zone such as 'Europe/Rome'");
    }
  }

  private static Instant instant(Object value) {
    return value instanceof Number number
        ? Instant.ofEpochMilli(number.longValue())
        : OffsetDateTime.parse(Escaping.plain(value)).toInstant();
  }
}
