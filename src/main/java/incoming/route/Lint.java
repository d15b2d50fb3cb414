package incoming.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import incoming.route.Finding.Severity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;

/**
 * Finds what is wrong in route files before they are loaded: all of it at once, each with its
 * place.
 *
 * <p>Reads files and asks components, languages and the registry of a Camel context; starts nothing
 * in it and leaves nothing behind. What it lets pass can still fail to start, for reasons that only
 * a start tells, such as a class that throws; but a file with an error would not have started, or
 * would not have done what it says. Thread-safe as far as the context is.
 *
 * <p>Follows Camel's YAML DSL schema and the rules of a route file in the README.
 */
public final class Lint {
  private final Placeholders placeholders;

  /**
   * A lint for files that {@code camel} is to run.
   *
   * @param missing for what is not wrong with a file but lacking on the machine: an environment
   *     variable, a secret's file, a declared key
   */
  public Lint(CamelContext camel, Severity missing) {
    this.placeholders = new Placeholders(camel, missing);
  }

  /**
   * All findings in the files directly in {@code folder}, in the order of files and places. Of two
   * files that want the same id or path, the second is at fault. Where nothing else is wrong with a
   * file, its routes are built as well, which leaves something behind: the context is to be thrown
   * away.
   */
  public Checked folder(Path folder) throws IOException {
    List<Finding> all = new ArrayList<>();
    Names.Taken taken = new Names.Taken();
    int files = 0;
    for (Path file : FileNames.all(folder)) {
      files += FileNames.isRouteFile(file) ? 1 : 0;
      Result result = FileNames.isRouteFile(file) ? file(file, taken) : other(file);
      taken.put(file, result.names());
      all.addAll(result.findings());
    }
    return new Checked(files, all.stream().distinct().sorted(Finding.ORDER).toList());
  }

  /** How many route files were checked, and what was found in them. */
  public record Checked(int files, List<Finding> findings) {}

  /**
   * What was found in one file.
   *
   * @param names what the file takes for itself, for {@link Names.Taken#put}
   */
  record Result(List<Finding> findings, Names names) {
    /** Whether the file must not be loaded. */
    boolean isRefused() {
      return findings.stream().anyMatch(Finding::isError);
    }
  }

  /**
   * Checks the {@code content} of {@code file}, which other files than {@code file} stand beside.
   */
  Result check(Path file, byte[] content, Names.Taken taken) {
    Findings findings = new Findings(file);
    Names names = check(file, content, taken, findings);
    return new Result(findings.sorted(), names);
  }

  /**
   * As {@link #check(Path, byte[], Names.Taken)}; where that finds no error, the routes are built
   * as well, and leave nothing behind. Those of a file that declares beans are not: its beans would
   * take the place of those that run.
   */
  Result rehearse(Path file, byte[] content, Names.Taken taken) {
    Findings findings = new Findings(file);
    Names names = check(file, content, taken, findings);
    if (!declaresBeans(content)) {
      build(file, content, findings);
    }
    return new Result(findings.sorted(), names);
  }

  private static boolean declaresBeans(byte[] content) {
    return Document.read(new String(content, UTF_8), new Findings(Path.of("")))
        .map(document -> Yaml.elements(document.root()))
        .stream()
        .flatMap(List::stream)
        .anyMatch(item -> Yaml.member(item, "beans").isPresent());
  }

  private Names check(Path file, byte[] content, Names.Taken taken, Findings findings) {
    FileNames.check(file, findings);
    return text(content, findings)
        .flatMap(text -> Document.read(text, findings))
        .map(document -> check(file, document, taken, findings))
        .orElse(Names.NONE);
  }

  private Names check(Path file, Document document, Names.Taken taken, Findings findings) {
    Schema.camel().check(document.root(), findings);
    placeholders.check(document, findings);
    Secrets secrets = new Secrets(document, findings);
    secrets.check();
    EndpointCheck endpoints = new EndpointCheck(placeholders, document, findings);
    for (EndpointUse use : EndpointUse.all(document.root())) {
      if (!secrets.check(use)) {
        endpoints.check(use);
      }
    }
    new LanguageCheck(placeholders, document, findings).check();
    new BeanCheck(placeholders, findings).check(document.root());
    new DeduplicationCheck(document, placeholders, findings).check();
    new AuthenticationCheck(document, placeholders, findings).check();
    new DeliveryCheck(file, placeholders, findings).check(document.root());
    return new RouteHeads(file, document, placeholders, taken, findings).check();
  }

  private Result file(Path file, Names.Taken taken) {
    Findings findings = new Findings(file);
    Names names = Names.NONE;
    try {
      byte[] content = Files.readAllBytes(file);
      names = check(file, content, taken, findings);
      build(file, content, findings);
    } catch (IOException e) {
      findings.error(Spot.START, "cannot be read: " + e);
    }
    return new Result(findings.sorted(), names);
  }

  /** Builds the routes as well, where nothing else is wrong. */
  private void build(Path file, byte[] content, Findings findings) {
    if (!findings.haveErrors() && !findings.areLacking()) {
      new Trial((ModelCamelContext) placeholders.camel())
          .failure(file, content)
          .map(reason -> placeholders.redact(reason, new String(content, UTF_8)))
          .ifPresent(reason -> findings.error(Spot.START, "cannot be built: " + reason));
    }
  }

  private static Result other(Path file) {
    Findings findings = new Findings(file);
    FileNames.check(file, findings);
    return new Result(findings.sorted(), Names.NONE);
  }

  private static Optional<String> text(byte[] content, Findings findings) {
    try {
      return Optional.of(UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString());
    } catch (CharacterCodingException e) {
      findings.error(Spot.START, "is not UTF-8 text");
      return Optional.empty();
    }
  }
}
