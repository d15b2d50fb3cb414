package incoming.route;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** How route files are called: {@code <name>.camel.yaml}, the name in lower-kebab-case. */
final class FileNames {
  private static final String SUFFIX = ".camel.yaml";
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  private FileNames() {}

  /** Whether {@code file} is loaded. */
  static boolean isRouteFile(Path file) {
    return file.getFileName().toString().endsWith(SUFFIX);
  }

  /** The name of the integration in {@code file}. */
  static String stem(Path file) {
    String name = file.getFileName().toString();
    return isRouteFile(file) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }

  /** Every file directly in {@code folder}, in the order of their names; hidden ones left out. */
  static List<Path> all(Path folder) throws IOException {
    List<Path> all = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        if (!file.getFileName().toString().startsWith(".") && Files.isRegularFile(file)) {
          all.add(file);
        }
      }
    }
    all.sort(null);
    return all;
  }

  /** Tells of a name under which a file is not loaded although it was surely meant to be. */
  static void check(Path file, Findings findings) {
    String name = file.getFileName().toString();
    String lower = name.toLowerCase(Locale.ROOT);
    if (isRouteFile(file)) {
      if (stem(file).contains(".")) {
        findings.error(
            Spot.START,
            "Camel loads no file with a dot in its name; call it " + kebab(stem(file)) + SUFFIX);
      } else if (!NAME.matcher(stem(file)).matches()) {
        findings.warning(
            Spot.START,
            "the name '"
                + stem(file)
                + "' is not made of lower-case words, digits and hyphens;"
                + " call the file "
                + kebab(stem(file))
                + SUFFIX);
      }
    } else if (lower.endsWith(".yaml") || lower.endsWith(".yml")) {
      String stem = lower.replaceFirst("(\\.camel)?\\.ya?ml$", "");
      findings.warning(
          Spot.START,
          "is not loaded: a route file is called <name>.camel.yaml; call it "
              + kebab(stem)
              + SUFFIX);
    }
  }

  private static String kebab(String stem) {
    String kebab =
        stem.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    return kebab.isEmpty() ? "<name>" : kebab;
  }
}
