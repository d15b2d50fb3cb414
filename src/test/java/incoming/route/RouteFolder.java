package incoming.route;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;

/** Writes integrations into a folder of route files, in the ways in which editors and tools do. */
final class RouteFolder {
  private final Path folder;
  private final int targetPort;

  RouteFolder(Path folder, int targetPort) {
    this.folder = folder;
    this.targetPort = targetPort;
  }

  Path file(String name) {
    return folder.resolve(name + ".camel.yaml");
  }

  private Path templateFile(String name) {
    return folder.resolve(name + ".json.j2");
  }

  /** A route that tells {@code version} in a header, and its template's in the body. */
  String route(String id, String path, String template, int version) {
    return """
    - route:
        id: %s
        from:
          uri: platform-http:/in/%s
          parameters: {httpMethodRestrict: POST, consumes: application/json}
          steps:
            - log: {message: "version %d", loggingLevel: DEBUG}
            - to: incoming:flatten
            - idempotentConsumer:
                idempotentRepository: deduplication
                completionEager: true
                expression:
                  language: {language: hash, expression: body.n}
                steps:
                  - setHeader: {name: X-Version, constant: "%d"}
                  - to: jinjava:%s.json.j2
                  - to: http://127.0.0.1:%d/events?httpMethod=POST
    """
        .formatted(id, path, version, version, template, targetPort);
  }

  private String route(String name, int version) {
    return route(name, name, name.equals("passing") ? "edited" : name, version);
  }

  private static String templateText(int version) {
    return "{\"n\": {{request.body.n}}, \"version\": " + version + "}";
  }

  void inPlace(String name, int version) throws IOException {
    Files.writeString(file(name), route(name, version));
  }

  void broken(String name) throws IOException {
    Files.writeString(file(name), route(name, 0).replace("steps:", "stepps:"));
  }

  void template(String name, int version) throws IOException {
    Files.writeString(templateFile(name), templateText(version));
  }

  void rename(String name, int version) throws IOException {
    replace(file(name), route(name, version));
  }

  void renameTemplate(String name, int version) throws IOException {
    replace(templateFile(name), templateText(version));
  }

  void copy(String name, int version) throws IOException {
    Path source = Files.writeString(folder.resolve("." + name + ".source"), route(name, version));
    Files.copy(source, file(name), StandardCopyOption.REPLACE_EXISTING);
  }

  void unlinkAndCreate(String name, int version) throws IOException {
    Files.delete(file(name));
    inPlace(name, version);
  }

  void delete(String name) throws IOException {
    Files.delete(file(name));
  }

  /** Gives the file another name, and its route the id that goes with it; the path stays. */
  void move(String from, String to, String path, int version) throws IOException {
    Files.delete(file(from));
    replace(file(to), route(to, path, path, version));
  }

  /**
   * Both files as the kubelet mounts a ConfigMap: links through {@code ..data}, which is swapped.
   */
  void configMap(String name, int version) throws IOException {
    Path data = folder.resolve("..data");
    Path before = Files.exists(data) ? data.toRealPath() : null;
    Path next = Files.createDirectory(folder.resolve("..version-" + version));
    Files.writeString(next.resolve(file(name).getFileName()), route(name, version));
    Files.writeString(next.resolve(templateFile(name).getFileName()), templateText(version));
    Path link = Files.createSymbolicLink(folder.resolve("..data_tmp"), next.getFileName());
    Files.move(link, data, StandardCopyOption.ATOMIC_MOVE);
    if (before == null) {
      for (Path file : new Path[] {file(name), templateFile(name)}) {
        Files.createSymbolicLink(file, Path.of("..data").resolve(file.getFileName()));
      }
    } else {
      deleteTree(before);
    }
  }

  private void replace(Path file, String text) throws IOException {
    Path part = Files.writeString(folder.resolve("." + file.getFileName() + ".part"), text);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void deleteTree(Path tree) throws IOException {
    try (Stream<Path> all = Files.walk(tree)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
