package incoming.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Half of a SHA-256 over the path and two fields. */
record FloorHash(long high, long low) {
  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(FloorHash::sha256);

  static FloorHash of(String path, String order, String email) {
    byte[] hash =
        SHA_256.get().digest((path + '\n' + order + '\n' + email).getBytes(StandardCharsets.UTF_8));
    ByteBuffer bytes = ByteBuffer.wrap(hash);
    return new FloorHash(bytes.getLong(), bytes.getLong());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
