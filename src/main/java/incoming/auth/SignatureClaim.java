package incoming.auth;

import java.util.List;

/**
 * What a request claims about its signature; nothing of it is true yet.
 *
 * @param second when it claims to be sent, in epoch seconds; {@link #TIMELESS} where the scheme
 *     signs no time
 * @param head what is signed before the body
 * @param signatures one of which has to be right
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
record SignatureClaim(long second, byte[] head, List<byte[]> signatures) {
  static final long TIMELESS = -1;
  private static final byte[] NOTHING = {};

  /** A claim that one signature is over the body alone. */
  static SignatureClaim ofBody(byte[] signature) {
    return new SignatureClaim(TIMELESS, NOTHING, List.of(signature));
  }

  /** The mistake of its time against {@code now}, both in milliseconds; 0 without one. */
  long distance(long now) {
    return second == TIMELESS ? 0 : Math.abs(now - second * 1000);
  }
}
