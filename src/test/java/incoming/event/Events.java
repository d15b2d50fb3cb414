package incoming.event;

import java.util.Map;

/** Events for tests. */
public final class Events {
  private Events() {}

  public static Event of(Object body) {
    return of(Map.of(), body);
  }

  public static Event of(Map<String, Object> headers, Object body) {
    return new Event(
        "0199d5c4-7e5a-7000-8000-000000000000",
        "6f1c9f2e-4c0e-4f5a-9a53-0a8b7c7a1d10",
        null,
        1_760_000_000_000L,
        "POST",
        headers,
        Map.of(),
        body);
  }
}
