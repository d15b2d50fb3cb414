package incoming.http;

import io.vertx.core.buffer.Buffer;

/**
 * The body of one request as it comes in, counted against the memory of all bodies until {@link
 * #free}.
 *
 * <p>Confined to the event loop of its connection.
 */
final class Body {
  private static final byte[] NOTHING = {};

  private final Capacity capacity;
  private Buffer bytes;
  private boolean inPieces;
  private int length;

  Body(Capacity capacity) {
    this.capacity = capacity;
  }

  int length() {
    return length;
  }

  /** Adds a piece; {@code false} when there is no memory for it, and nothing was added. */
  boolean add(Buffer piece) {
    if (!capacity.reserve(piece.length())) {
      return false;
    }
    length += piece.length();
    if (bytes == null) {
      // Most bodies come in one piece, which is then kept as it is.
      bytes = piece;
    } else {
      if (!inPieces) {
        bytes = Buffer.buffer(2 * length).appendBuffer(bytes);
        inPieces = true;
      }
      bytes.appendBuffer(piece);
    }
    return true;
  }

  /** Hands the bytes over; they still count. */
  byte[] take() {
    byte[] taken = bytes == null ? NOTHING : bytes.getBytes();
    bytes = null;
    return taken;
  }

  /** Gives the memory back, whether or not the sender ever reads its answer. */
  void free() {
    bytes = null;
    capacity.free(length);
    length = 0;
  }
}
