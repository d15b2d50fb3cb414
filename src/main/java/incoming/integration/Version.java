package incoming.integration;

/**
 * A version of an integration that was published, or found published.
 *
 * @param number from 1, never used twice
 * @param time when it was noted, in epoch milliseconds
 * @param by who published it; empty for what was put into the folder by hand
 */
public record Version(int number, long time, String by, RouteFile file) {}
