package incoming.route;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;

/**
 * What identifies the content of an integration: SHA-256 over the names and bytes of all files that
 * it was loaded from, in hexadecimal.
 */
final class ContentHash {
  private ContentHash() {}

  /** The hash of {@code contents}; names are taken relative to {@code folder}. */
  static String of(Path folder, SortedMap<Path, byte[]> contents) {
    MessageDigest digest = sha256();
    contents.forEach(
        (file, bytes) -> {
          update(digest, folder.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
          update(digest, bytes);
        });
    return HexFormat.of().formatHex(digest.digest());
  }

  /** With its length before it, so that no content can pass for another name and content. */
  private static void update(MessageDigest digest, byte[] bytes) {
    digest.update(Integer.toString(bytes.length).getBytes(StandardCharsets.US_ASCII));
    digest.update((byte) ':');
    digest.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
