package incoming.auth;

import java.time.Instant;
import java.util.Optional;

/**
 * A key that tokens of this installation are, or were, signed with; of it others see the public
 * half.
 *
 * @param id as in the {@code kid} of tokens
 * @param until when its last token is over; empty for the one that signs
 */
public record PublishedKey(String id, Instant created, Optional<Instant> until) {}
