package incoming.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/**
 * What {@code show} writes instead of an overview: the files themselves, those of a draft first.
 */
final class PrintedFiles {
  private String pointer;

  @Option(names = "--yaml", description = "Print the route file alone: the draft, if there is one.")
  void yaml(boolean wanted) {
    pointer = "/text";
  }

  @Option(names = "--template", description = "Print the template alone.")
  void template(boolean wanted) {
    pointer = "/template/text";
  }

  @Option(
      names = "--into",
      paramLabel = "<folder>",
      description = "Write the route file and its template into a folder, to be committed there.")
  private Path folder;

  /** Writes what was asked for of {@code answer}, which has the files of {@code name}. */
  void write(String name, JsonNode answer, Connection connection) {
    JsonNode current = answer.path(answer.has("draft") ? "draft" : "published");
    if (folder != null) {
      files(name, current).forEach((file, text) -> write(file, text, connection));
      return;
    }
    // As it is, not cleaned for a terminal: it goes into a file.
    connection.out().print(current.at(pointer).asText());
    connection.out().flush();
  }

  private static Map<String, String> files(String name, JsonNode current) {
    Map<String, String> files = new LinkedHashMap<>();
    JsonNode template = current.path("template");
    if (template.isObject()) {
      // Before the route file: whoever loads it at once finds its template.
      Stream.of(TemplateEnding.values())
          .filter(ending -> ending.name().equals(Words.of(template, "format")))
          .forEach(ending -> files.put(name + ending.suffix(), Words.of(template, "text")));
    }
    files.put(name + ".camel.yaml", Words.of(current, "text"));
    return files;
  }

  private void write(String file, String text, Connection connection) {
    if (file.indexOf('/') >= 0) {
      throw new FailedException("'" + file + "' is no name of a file.");
    }
    Path path = folder.resolve(file);
    try {
      Files.writeString(path, text);
    } catch (IOException e) {
      throw new FailedException(path + " cannot be written.");
    }
    connection.notes().line(path + " is written.");
  }
}
