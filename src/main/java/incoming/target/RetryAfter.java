package incoming.target;

import java.time.Duration;
import java.time.Instant;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;

/**
 * What a target asks for with {@code Retry-After} (RFC 9110, section 10.2.3): seconds or a date.
 * The obsolete date of C's {@code asctime} is not read.
 */
final class RetryAfter {
  private static final Duration MOST = Duration.ofDays(7);
  private static final int MAX_DIGITS = 12;

  private RetryAfter() {}

  /**
   * How long to wait from {@code now}: not below zero, 7 days at most.
   *
   * @return {@code null} when the answer is neither 429 nor 503, or does not say so in a way that
   *     can be read
   */
  static Duration of(HttpResponse response, Instant now) {
    boolean counts = response.getCode() == 429 || response.getCode() == 503;
    Header header = counts ? response.getFirstHeader(HttpHeaders.RETRY_AFTER) : null;
    String value = header == null || header.getValue() == null ? "" : header.getValue().strip();
    Duration asked = value.matches("[0-9]+") ? seconds(value) : until(value, now);
    if (asked == null) {
      return null;
    } else if (asked.isNegative()) {
      return Duration.ZERO;
    }
    return asked.compareTo(MOST) > 0 ? MOST : asked;
  }

  private static Duration seconds(String digits) {
    return digits.length() > MAX_DIGITS ? MOST : Duration.ofSeconds(Long.parseLong(digits));
  }

  private static Duration until(String date, Instant now) {
    Instant then = date.isEmpty() ? null : DateUtils.parseStandardDate(date);
    return then == null ? null : Duration.between(now, then);
  }
}
