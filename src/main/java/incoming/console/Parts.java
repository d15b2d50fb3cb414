package incoming.console;

import incoming.auth.ApiKeys;
import incoming.auth.Login;
import incoming.delivery.Deliveries;
import incoming.integration.Integrations;
import incoming.route.Finding;
import incoming.route.IntegrationState;
import incoming.sample.KeptSamples;
import incoming.sample.Samples;
import incoming.sample.Tries;
import incoming.sample.Windows;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * What the API shows and changes.
 *
 * @param states of all route files
 * @param lint what is found in the route file of a name, with these contents by file names
 * @param routes folder of the route files
 * @param samples those that are kept
 * @param reading makes samples of what people write down
 * @param meters that count what waits, and what is free on disk
 * @param startedAt when this process began
 */
public record Parts(
    Deliveries deliveries,
    Integrations integrations,
    Supplier<List<IntegrationState>> states,
    BiFunction<String, Map<String, byte[]>, List<Finding>> lint,
    Path routes,
    ApiKeys keys,
    Login login,
    KeptSamples samples,
    Samples reading,
    Windows windows,
    Tries tries,
    MeterRegistry meters,
    Instant startedAt,
    InstantSource clock) {}
