package incoming.delivery;

import incoming.history.History;
import java.io.Closeable;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;

/**
 * What the couriers of all integrations share.
 *
 * @param hands a few threads for what takes a moment: lines that open, close and start again
 * @param carriers threads for attempts, each of which may take as long as a call, and for what
 *     follows one
 * @param extras places for events in work that integrations may have beyond their first one, which
 *     is always theirs: what hangs in one integration never keeps the others from having any
 */
record Crew(
    Broker broker,
    Bookkeeping books,
    Underway underway,
    Retries retries,
    Clearing clearing,
    Hands hands,
    Hands carriers,
    Semaphore extras,
    InstantSource clock)
    implements Closeable {
  private static final int HANDS = 4;

  static Crew of(
      Broker broker,
      History history,
      Bookkeeping books,
      Underway underway,
      int workers,
      InstantSource clock) {
    Hands hands = Hands.of(HANDS, "incoming-hands-");
    Hands carriers = Hands.onCall("incoming-carrier-");
    return new Crew(
        broker,
        books,
        underway,
        new Retries(broker, hands, clock),
        Clearing.of(broker, history, carriers),
        hands,
        carriers,
        new Semaphore(workers),
        clock);
  }

  @Override
  public void close() {
    carriers.close();
    retries.close();
    hands.close();
  }
}
