package incoming.auth;

/** A secret that a sender presents as it is, in a header. */
record ApiKey(String name, SecretDigest digest) implements DeclaredKey {}
