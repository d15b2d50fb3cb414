package incoming.console;

import incoming.delivery.Deliveries;
import incoming.route.IntegrationState;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Supplier;

/**
 * What the API shows and changes.
 *
 * @param states of all route files
 * @param meters that count what waits, and what is free on disk
 * @param startedAt when this process began
 */
public record Parts(
    Deliveries deliveries,
    Supplier<List<IntegrationState>> states,
    MeterRegistry meters,
    Instant startedAt,
    InstantSource clock) {}
