package incoming.console;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import incoming.config.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The browsers that have logged in, in memory: a restart ends all sessions.
 *
 * <p>None outlives the token that began it. A thousand at most; one more ends the one that was used
 * least. Kept under SHA-256 of its id, so that the time of a look-up tells nothing about an id.
 * Thread-safe.
 */
final class Sessions {
  private static final int MOST = 1_000;

  private final Cache<ByteBuffer, Session> sessions;
  private final Duration lifetime;
  private final InstantSource clock;

  Sessions(Duration idle, Duration lifetime, InstantSource clock, Ticker ticker) {
    this.lifetime = lifetime;
    this.clock = clock;
    this.sessions =
        Caffeine.newBuilder()
            .expireAfterAccess(idle)
            .maximumSize(MOST)
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
  }

  /** A new session, and its id for the cookie. */
  record Begun(String id, Session session) {}

  Begun begin(Caller caller) {
    String id = AdminToken.random();
    Instant end = clock.instant().plus(lifetime);
    Session session =
        new Session(
            caller.within(Caller.Via.SESSION),
            AdminToken.random(),
            caller.until().isBefore(end) ? caller.until() : end);
    sessions.put(key(id), session);
    return new Begun(id, session);
  }

  Optional<Session> find(String id) {
    ByteBuffer key = key(id);
    Session session = sessions.getIfPresent(key);
    if (session != null && !clock.instant().isBefore(session.end())) {
      sessions.invalidate(key);
      return Optional.empty();
    }
    return Optional.ofNullable(session);
  }

  void end(String id) {
    sessions.invalidate(key(id));
  }

  /** How many there are. */
  long count() {
    sessions.cleanUp();
    return sessions.estimatedSize();
  }

  private static ByteBuffer key(String id) {
    return ByteBuffer.wrap(Sha256.of(id.getBytes(StandardCharsets.UTF_8)));
  }
}
