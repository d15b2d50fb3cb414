package incoming.console;

/** Something that goes on, of which a caller wants to hear bit by bit. */
@FunctionalInterface
interface Feed {
  /**
   * Begins to write to {@code stream}, from any thread.
   *
   * @return what to do when the caller has gone or the stream has ended; called once
   */
  Runnable begin(EventStream stream);
}
