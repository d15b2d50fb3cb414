package incoming.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.UUID;

/** Deliveries to test with. */
final class Deliveries {
  static final long NOW = 1_800_000_000_000L;
  static final byte[] EVENT = "{\"body\":{\"type\":\"email\"}}".getBytes(UTF_8);

  private static final long VERSION_7 = 0x7000;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private Deliveries() {}

  /** The event id of the {@code n}th event of a millisecond. */
  static String id(long millis, int n) {
    return new UUID(millis << 16 | VERSION_7, VARIANT | n).toString();
  }

  static Delivery of(String id, String integration, State state) {
    return of(id, integration, state, EVENT);
  }

  static Delivery of(String id, String integration, State state, byte[] event) {
    Attempt failed = new Attempt(NOW, 12, 503, "answered 503", "try later");
    return new Delivery(
        id,
        integration,
        state,
        EventKey.millis(EventKey.of(id).orElseThrow()),
        state == State.PENDING ? 0 : 1,
        state == State.PENDING ? List.of() : List.of(failed),
        state == State.RETRYING ? NOW + 1000 : 0,
        state == State.DEAD ? "answered 503 to the last of 12 attempts" : null,
        event);
  }
}
