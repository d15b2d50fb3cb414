package incoming.sample;

import java.time.Instant;
import java.util.Optional;

/**
 * A window as it is now, for those who ask rather than listen.
 *
 * @param until when it closes, and what it has caught is no longer told
 * @param caught the sample; empty while it waits
 */
public record WindowState(Instant until, Optional<Sample> caught) {}
