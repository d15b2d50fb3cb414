package incoming.auth;

import java.util.Optional;

/**
 * An API key that this installation knows, declared or created.
 *
 * @param id stands for this name with this secret in tokens, and for nothing else: a key that
 *     replaces another of its name has another; empty until the first token can be issued
 * @param stored what is kept of a key that was created; empty for a declared one
 */
record KnownKey(String name, SecretDigest digest, String id, Optional<StoredKey> stored) {
  boolean isDisabled() {
    return stored.isPresent() && stored.get().disabled();
  }
}
