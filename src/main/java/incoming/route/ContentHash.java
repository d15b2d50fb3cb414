package incoming.route;

import incoming.config.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
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
    MessageDigest digest = Sha256.begin();
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
}
