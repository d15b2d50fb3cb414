package incoming.auth;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a token claims about its time, issuer and audience; other claims are not kept.
 *
 * <p>{@code exp} is required: a token that is good for ever cannot be withdrawn. Times may be off
 * by 60 s either way, since clocks are. Source: RFC 7519 section 4.1.
 *
 * @param expires epoch milliseconds
 * @param notBefore epoch milliseconds; 0 when not claimed
 * @param issuer {@code null} when not claimed
 * @param audience empty when not claimed
 * @param keyId of the API key that a token of our own login was issued for; {@code null} when not
 *     claimed. In a token of another issuer it means nothing
 */
record Claims(long expires, long notBefore, String issuer, List<String> audience, String keyId) {
  /** The claim that holds {@link #keyId}. */
  static final String KEY_ID = "key_id";

  static final Duration SKEW = Duration.ofSeconds(60);

  /** The last second of the year 9999; a later time is most likely one in milliseconds. */
  private static final long LAST_SECOND = 253_402_300_799L;

  static Claims read(byte[] json) throws Refusal {
    Reading reading = new Reading();
    TokenJson.read("payload", json, reading);
    if (reading.expires < 0) {
      throw Refusal.invalid("the token has no exp");
    }
    return new Claims(
        reading.expires,
        reading.notBefore,
        reading.issuer,
        List.copyOf(reading.audience),
        reading.keyId);
  }

  /** Until when the token is accepted, in epoch milliseconds, not included. */
  long acceptedUntil() {
    return expires + SKEW.toMillis();
  }

  /** Refuses a token whose time is over or has not come, or that {@code key} does not take. */
  void check(Key key, long now) throws Refusal {
    if (now >= acceptedUntil()) {
      throw Refusal.expired("the token expired at " + Instant.ofEpochMilli(expires));
    }
    if (now < notBefore - SKEW.toMillis()) {
      throw Refusal.invalid("the token is not valid before " + Instant.ofEpochMilli(notBefore));
    }
    if (key.issuer().isPresent() && !key.issuer().get().equals(issuer)) {
      throw Refusal.invalid("iss is not the issuer that this integration trusts");
    }
    if (key.audience().isPresent() && !audience.contains(key.audience().get())) {
      throw Refusal.notForThisIntegration("aud does not name this integration");
    }
  }

  private static final class Reading implements TokenJson.Member {
    private final List<String> audience = new ArrayList<>();
    private long expires = -1;
    private long notBefore;
    private String issuer;
    private String keyId;

    @Override
    public void read(String name, JsonParser json) throws IOException, Refusal {
      switch (name) {
        case "exp" -> expires = millis(name, json);
        case "nbf" -> notBefore = millis(name, json);
        case "iss" -> issuer = TokenJson.string(name, json);
        case "aud" -> readAudience(json);
        // Others may mean something else by it: what is no string is passed over.
        case KEY_ID -> keyId = json.getValueAsString();
        default -> {}
      }
    }

    private void readAudience(JsonParser json) throws IOException, Refusal {
      if (json.currentToken() != JsonToken.START_ARRAY) {
        audience.add(TokenJson.string("aud", json));
        return;
      }
      while (json.nextToken() != JsonToken.END_ARRAY) {
        audience.add(TokenJson.string("aud", json));
      }
    }

    private static long millis(String name, JsonParser json) throws IOException, Refusal {
      if (!json.currentToken().isNumeric()) {
        throw Refusal.invalid(name + " is not a number");
      }
      double seconds = json.getDoubleValue();
      if (seconds < 0 || seconds > LAST_SECOND) {
        throw Refusal.invalid(name + " is not a time in seconds between 1970 and 9999");
      }
      return (long) (seconds * 1000);
    }
  }
}
