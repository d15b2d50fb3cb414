package incoming.route;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * The health check {@code route-files}: down until every file has been loaded or refused once, and
 * told of each what runs and what is wrong.
 *
 * <p>A file that was refused does not make it down: the version before it, or all others, serve.
 * Source: Camel's health checks.
 */
public final class RouteFilesCheck extends AbstractHealthCheck {
  private final RouteFiles files;

  /** A check of {@code files}, for Camel's registry. */
  public RouteFilesCheck(RouteFiles files) {
    super("incoming", "route-files");
    this.files = files;
  }

  @Override
  public boolean isLiveness() {
    return false;
  }

  @Override
  protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
    List<IntegrationState> states = files.states();
    result.state(files.isLoaded() ? State.UP : State.DOWN);
    result.detail("files", states.stream().map(RouteFilesCheck::describe).toList());
  }

  private static Map<String, Object> describe(IntegrationState state) {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("file", state.file());
    state
        .running()
        .ifPresent(
            running -> {
              description.put("version", running.version());
              description.put("hash", running.hash());
              description.put("loadedAt", running.loadedAt().toString());
              description.put("lastGood", running.lastGood());
            });
    state.problem().ifPresent(problem -> description.put("problem", problem));
    return description;
  }
}
