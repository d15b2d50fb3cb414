package incoming.route;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The route files of one folder, each loaded by itself: a file that does not load stops nothing
 * else.
 *
 * <p>Every {@code *.camel.yaml} directly in the folder is one integration. The paths that a refused
 * file names are handed to {@code unavailable}, so that its senders hear 503 rather than 404.
 */
public final class RouteFiles {
  private static final Logger LOG = LoggerFactory.getLogger(RouteFiles.class);
  private static final String SUFFIX = ".camel.yaml";
  private static final Pattern PATH = Pattern.compile("platform-http:(/[^\\s\"'?#]+)");

  private final ModelCamelContext camel;
  private final Path folder;
  private final Consumer<String> unavailable;

  /** Route files of {@code folder}. */
  public RouteFiles(ModelCamelContext camel, Path folder, Consumer<String> unavailable) {
    this.camel = camel;
    this.folder = folder;
    this.unavailable = unavailable;
  }

  /**
   * Loads every file in the order of their names; answers how many run and how many were refused.
   */
  public Loaded load() {
    int running = 0;
    int refused = 0;
    for (Path file : files()) {
      if (load(file)) {
        running++;
      } else {
        refused++;
      }
    }
    return new Loaded(running, refused);
  }

  /** How many integrations run, and how many files were refused. */
  public record Loaded(int running, int refused) {}

  private boolean load(Path file) {
    List<RouteDefinition> routes = new ArrayList<>();
    try {
      routes.addAll(parse(file));
      camel.addRouteDefinitions(routes);
      LOG.info("{}: running", file.getFileName());
      return true;
    } catch (Exception e) {
      LOG.error("{}: not started: {}", file.getFileName(), reason(e));
      LOG.debug("{}: not started", file.getFileName(), e);
      remove(routes);
      paths(file).forEach(unavailable);
      return false;
    }
  }

  private List<RouteDefinition> parse(Path file) throws Exception {
    Resource resource =
        PluginHelper.getResourceLoader(camel).resolveResource("file:" + file.toAbsolutePath());
    List<RouteDefinition> routes = new ArrayList<>();
    for (RoutesBuilder builder :
        PluginHelper.getRoutesLoader(camel).findRoutesBuilders(List.of(resource))) {
      RouteBuilder yaml = (RouteBuilder) builder;
      yaml.configureRoutes(camel);
      for (RouteDefinition route : yaml.getRouteCollection().getRoutes()) {
        yaml.getRouteCollection().prepareRoute(route);
        routes.add(route);
      }
    }
    return routes;
  }

  private void remove(List<RouteDefinition> routes) {
    for (RouteDefinition route : routes) {
      try {
        camel.removeRouteDefinition(route);
      } catch (Exception e) {
        LOG.warn("{}: could not be removed after its file was refused", route.getRouteId(), e);
      }
    }
  }

  private List<Path> files() {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
      List<Path> all = new ArrayList<>();
      files.forEach(all::add);
      all.sort(null);
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list the route files in " + folder, e);
    }
  }

  private static Set<String> paths(Path file) {
    Set<String> paths = new TreeSet<>();
    try {
      Matcher m = PATH.matcher(Files.readString(file));
      while (m.find()) {
        paths.add(m.group(1));
      }
    } catch (IOException e) {
      LOG.warn("{}: cannot be read: {}", file.getFileName(), e.toString());
    }
    return paths;
  }

  /** The innermost message: what Camel wraps around it repeats the whole route. */
  private static String reason(Throwable failure) {
    String reason = failure.toString();
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause.getMessage() != null) {
        reason = cause.getMessage();
      }
    }
    return reason;
  }
}
