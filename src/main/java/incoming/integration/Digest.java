package incoming.integration;

import incoming.config.Sha256;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/** What is another as soon as one byte is: SHA-256, in hexadecimal digits. */
final class Digest {
  private Digest() {}

  /** That of route files with their templates, in this order, each there or not. */
  @SafeVarargs
  static String of(Optional<Kept>... all) {
    MessageDigest digest = Sha256.begin();
    for (Optional<Kept> kept : all) {
      update(digest, kept.map(Kept::text).orElse(null));
      update(digest, kept.map(Kept::template).orElse(null));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** With its length in front, so that no two run together. */
  private static void update(MessageDigest digest, byte[] content) {
    int length = content == null ? -1 : content.length;
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).array());
    if (content != null) {
      digest.update(content);
    }
  }
}
