package incoming;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/incoming}; that it starts the whole application is in every other IT. */
class StartScriptIT {
  private static final Path SCRIPT = Path.of("bin", "incoming").toAbsolutePath();
  private static final Path TARGET = Path.of("target").toAbsolutePath();
  private static final String VERSION = "Incoming \\d+\\.\\d+\\.\\d+\\n";

  @TempDir Path folder;
  private Path elsewhere;

  private record Outcome(int exitCode, String output, String errors) {}

  @BeforeEach
  void makeFolder() throws IOException {
    elsewhere = Files.createDirectory(folder.resolve("some where"));
  }

  private Outcome run(Path script, Map<String, String> environment, String... arguments)
      throws Exception {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.add(0, script.toString());
    Path output = folder.resolve("out");
    Path errors = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(elsewhere.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("INCOMING_JAVA_OPTIONS");
    builder.environment().putAll(environment);
    Process process = builder.start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Outcome(process.exitValue(), Files.readString(output), Files.readString(errors));
  }

  private static void assertVersion(Outcome outcome) {
    assertThat(outcome.errors()).isEmpty();
    assertThat(outcome.output()).matches(VERSION);
    assertThat(outcome.exitCode()).isZero();
  }

  @Test
  void isFoundThroughLinksFromAnyFolder() throws Exception {
    Path link = Files.createSymbolicLink(elsewhere.resolve("one"), SCRIPT);
    Path relative = Files.createSymbolicLink(folder.resolve("two"), Path.of("some where", "one"));

    assertVersion(run(SCRIPT, Map.of(), "--version"));
    assertVersion(run(link, Map.of(), "--version"));
    assertVersion(run(relative, Map.of(), "--version"));

    // JUnit would warn of links that lead out of its folder.
    Files.delete(relative);
    Files.delete(link);
  }

  @Test
  void argumentsPassAsTheyAre() throws Exception {
    Outcome outcome = run(SCRIPT, Map.of(), "validate", "no * where");

    assertThat(outcome.errors()).contains("'no * where' is not a folder");
    assertThat(outcome.exitCode()).isEqualTo(2);
  }

  @Test
  void heapIsBoundedUnlessOptionsSayOtherwise() throws Exception {
    String print = "-XX:+PrintFlagsFinal";

    assertThat(run(SCRIPT, Map.of("INCOMING_JAVA_OPTIONS", print), "--version").output())
        .containsPattern("MaxHeapSize += 369098752 ")
        .containsPattern("InitialHeapSize += 201326592 ")
        .containsPattern("UseSerialGC += true ")
        .containsPattern("ExitOnOutOfMemoryError += true ");
    assertThat(
            run(
                    SCRIPT,
                    Map.of("INCOMING_JAVA_OPTIONS", "-Xmx300m  -XX:+UseG1GC " + print),
                    "--version")
                .output())
        .containsPattern("MaxHeapSize += 314572800 ")
        .containsPattern("UseG1GC += true ");
  }

  @Test
  void heapThatIsSmallerThanItsUsualBeginningIsTaken() throws Exception {
    assertVersion(run(SCRIPT, Map.of("INCOMING_JAVA_OPTIONS", "-Xmx64m"), "--version"));
    assertVersion(run(SCRIPT, Map.of("INCOMING_JAVA_OPTIONS", "-XX:MaxHeapSize=64m"), "--version"));
  }

  @Test
  void youngGenerationOfAnotherHeapIsTheJvms() throws Exception {
    Map<String, String> larger =
        Map.of("INCOMING_JAVA_OPTIONS", "-Xmx2g -Xms2g -XX:+PrintFlagsFinal");

    assertThat(run(SCRIPT, larger, "--version").output()).containsPattern("NewSize += 715\\d{6} ");
  }

  @Test
  void classesComeFromTheArchiveOfTheBuild() throws Exception {
    Outcome outcome = run(SCRIPT, Map.of("INCOMING_JAVA_OPTIONS", "-Xlog:class+load"), "--version");

    assertThat(outcome.output()).contains("incoming.Commands source: shared objects file (top)");
  }

  @Test
  void archiveThatDoesNotFitIsPassedOverInSilence() throws Exception {
    Path script =
        Files.copy(
            SCRIPT, Files.createDirectory(elsewhere.resolve("bin")).resolve(SCRIPT.getFileName()));
    Files.copy(TARGET.resolve("incoming.jar"), elsewhere.resolve("incoming.jar"));
    Path lib = Files.createSymbolicLink(elsewhere.resolve("lib"), TARGET.resolve("lib"));
    Path archive = Files.copy(TARGET.resolve("incoming.jsa"), elsewhere.resolve("incoming.jsa"));

    assertVersion(run(script, Map.of(), "--version"));
    Files.delete(archive);
    Files.writeString(archive, "not an archive");
    assertVersion(run(script, Map.of(), "--version"));

    Files.delete(lib);
  }

  @Test
  void whatIsMissingIsSaidInOneLine() throws Exception {
    Path java = Files.createDirectories(elsewhere.resolve("old").resolve("bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\necho 'java version \"1.8.0_392\"' >&2\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path alone = Files.copy(SCRIPT, java.resolveSibling("incoming"));

    Outcome old = run(SCRIPT, Map.of("JAVA_HOME", elsewhere.resolve("old").toString()));
    Outcome none = run(SCRIPT, Map.of("JAVA_HOME", elsewhere.toString()));
    Outcome jar = run(alone, Map.of());

    assertThat(old.errors())
        .isEqualTo("incoming: Java 17 or newer is needed, and " + java + " is older\n");
    assertThat(none.errors()).isEqualTo("incoming: JAVA_HOME has no bin/java: " + elsewhere + "\n");
    assertThat(jar.errors()).startsWith("incoming: there is no incoming.jar in ").hasLineCount(1);
    assertThat(List.of(old, none, jar)).extracting(Outcome::exitCode).containsOnly(1);
  }
}
