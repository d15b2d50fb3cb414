package incoming.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command behind {@code bench/run}; exits with 1 when something is not as it must be. */
@Command(
    name = "bench/run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Measures Incoming against the same job written by hand.",
      "Without anything: all there is, in about half an hour, into docs/performance.md, too."
    })
final class Bench implements Callable<Integer> {
  @Parameters(
      description = "Only these: accept direct duplicate jwt-hs256 jwt-rs256 refused mixed.")
  private List<String> workloads = List.of();

  @Option(names = "--quick", description = "accept, direct and duplicate, in three minutes.")
  private boolean quick;

  @Option(names = "--connections", split = ",", description = "Such as 1,32,256.")
  private List<Integer> connections = List.of();

  @Option(names = "--rounds", description = "Bursts of each, in turns.")
  private Integer rounds;

  @Option(names = "--seconds", description = "Of one burst.")
  private Integer seconds;

  @Option(names = "--warm-up", description = "Seconds of each workload before anything counts.")
  private Integer warmUp;

  @Option(
      names = "--rate",
      description = "Also at a constant rate, half of the best that is sustained.")
  private boolean rate;

  @Option(names = "--starts", description = "Also so many starts.")
  private Integer starts;

  @Option(names = "--integrations", split = ",", description = "Also with so many integrations.")
  private List<Integer> integrations = List.of();

  @Option(names = "--keys", split = ",", description = "Also with so many keys in the store.")
  private List<Long> keys = List.of();

  @Option(names = "--publish", description = "Write the tables into docs/performance.md.")
  private boolean publish;

  @Option(names = "--check", description = "Instead: do the floor and Incoming do the same?")
  private boolean check;

  @Option(names = "--profile", description = "Instead: where the CPU goes, with flame graphs.")
  private boolean profile;

  @Option(names = "--long", description = "Instead: the memory of accept over so many minutes.")
  private Integer minutes;

  @Option(
      names = "--jvm",
      split = " ",
      description = "Options for the JVMs of both, such as '-Xmx512m -XX:+UseZGC'.")
  private List<String> jvm = List.of();

  public static void main(String[] args) {
    System.exit(new CommandLine(new Bench()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Files.createDirectories(Output.FOLDER);
    Path folder = Files.createTempDirectory("incoming-bench");
    try (Rig rig = Rig.start(folder, jvm)) {
      return run(rig) ? 0 : 1;
    } finally {
      Output.delete(folder);
    }
  }

  private boolean run(Rig rig) throws IOException {
    Plan plan = plan();
    if (check) {
      return Check.run(rig);
    } else if (profile) {
      Profile.run(rig, plan);
      return true;
    }
    Results results = new Results(rig.folder());
    if (minutes != null) {
      LongRun.measure(rig, results, plan, minutes);
    } else {
      new Measurement(rig, results, plan).run();
    }
    boolean whole = minutes == null && plan.equals(Plan.whole());
    Output.write(results, publish || whole);
    return results.faults() == 0;
  }

  private Plan plan() {
    List<Workload> named = workloads.stream().map(Workload::of).toList();
    boolean whole = named.isEmpty() && connections.isEmpty() && integrations.isEmpty();
    Plan plan = quick ? Plan.quick() : whole && keys.isEmpty() ? Plan.whole() : Plan.of(named);
    return new Plan(
        plan.workloads(),
        connections.isEmpty() ? plan.connections() : connections,
        rounds == null ? plan.rounds() : rounds,
        seconds == null ? plan.seconds() : seconds,
        warmUp == null ? plan.warmUp() : warmUp,
        rate || plan.steady(),
        starts == null ? plan.starts() : starts,
        integrations.isEmpty() ? plan.integrations() : integrations,
        keys.isEmpty() ? plan.keys() : keys);
  }
}
