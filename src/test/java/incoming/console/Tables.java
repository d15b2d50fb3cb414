package incoming.console;

import java.time.Clock;
import java.time.Instant;

/** The operations of the API, for tests that look at them and do not let them work. */
final class Tables {
  static final Operations ALL =
      Console.operations(
          null,
          null,
          null,
          new Parts(
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              null,
              Instant.EPOCH,
              Clock.systemUTC()),
          "");

  private Tables() {}
}
