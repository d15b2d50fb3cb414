package incoming.auth;

/**
 * An API key that this installation knows, declared or created.
 *
 * @param id stands for this name with this secret in tokens, and for nothing else: a key that
 *     replaces another of its name has another; empty until the first token can be issued
 */
record KnownKey(String name, SecretDigest digest, String id, boolean disabled) {}
