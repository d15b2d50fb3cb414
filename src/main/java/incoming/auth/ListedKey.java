package incoming.auth;

import java.time.Instant;
import java.util.Optional;

/**
 * An API key, for people to look at; nothing in it helps to guess the key.
 *
 * @param declared whether it stands in the settings, and so cannot be changed here
 * @param created empty for a declared key
 * @param ending the last four characters of the key; empty for a declared key
 * @param lastUsed the beginning of the hour in which it, or a token of it, was last used, on
 *     whatever node; empty when it never was
 */
public record ListedKey(
    String name,
    boolean declared,
    boolean disabled,
    Optional<Instant> created,
    Optional<String> ending,
    Optional<Instant> lastUsed) {}
