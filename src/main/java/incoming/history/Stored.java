package incoming.history;

/**
 * A delivery as it stands on disk.
 *
 * @param key of its event
 * @param head what is known of it, which begins with its {@link Heading}
 * @param event as it is
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Stored(byte[] key, byte[] head, byte[] event) {

  Heading heading() {
    return Heading.of(head);
  }

  /** What finds it. */
  IndexEntry entry() {
    return IndexEntry.of(key, heading(), head.length + event.length);
  }
}
