package incoming.auth;

import java.time.Instant;

/**
 * An API key that was created at run time, as it is kept on disk.
 *
 * @param created in ISO 8601, UTC
 * @param sha256 of the key, in hexadecimal digits; the key itself is kept nowhere
 * @param ending the last characters of the key, for people to tell keys apart
 */
record StoredKey(String name, String created, String sha256, String ending, boolean disabled) {
  /** Refuses what this application would not have written. */
  StoredKey {
    if (!KeySettings.isName(name)) {
      throw new IllegalArgumentException("not a name of a key");
    }
    Instant.parse(created);
    SecretDigest.parse(sha256);
  }

  StoredKey disabled(boolean value) {
    return new StoredKey(name, created, sha256, ending, value);
  }

  /** The name alone: a digest is not for logs. */
  @Override
  public String toString() {
    return "StoredKey[" + name + "]";
  }
}
