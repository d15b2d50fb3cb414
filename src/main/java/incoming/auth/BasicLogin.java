package incoming.auth;

/**
 * A user with a password, as HTTP basic authentication presents them.
 *
 * @param digest of {@code user:password}; a user has no colon, so that this is one user and one
 *     password
 */
record BasicLogin(String name, SecretDigest digest) implements DeclaredKey {}
