package incoming.bench;

import static incoming.bench.Table.cell;
import static incoming.bench.Table.number;

import java.util.ArrayList;
import java.util.List;

/** The tables of one run, for the terminal and for the documentation alike. */
final class Report {
  static final String PRODUCT = "incoming";
  static final String FLOOR = "floor";
  private static final List<Integer> CONNECTIONS = List.of(1, 32, 256);

  private final Results results;

  Report(Results results) {
    this.results = results;
  }

  /** The product against {@code other}, in the order of the workloads. */
  List<Comparison> against(String one, String other) {
    List<Comparison> comparisons = new ArrayList<>();
    for (Workload workload : Workload.values()) {
      for (int connections : CONNECTIONS) {
        Comparison comparison =
            Comparison.of(results.bursts(), workload.word(), connections, one, other);
        if (comparison.isComplete()) {
          comparisons.add(comparison);
        }
      }
    }
    return comparisons;
  }

  String text() {
    StringBuilder text = new StringBuilder();
    Machine machine = results.machine();
    text.append(
        "Measured %s at %s on %d cores of %s, %s, %s; a synced write of 4 KiB takes %s ms.%n"
            .formatted(
                results.when(),
                results.commit(),
                machine.cores(),
                machine.processor(),
                machine.system(),
                machine.java(),
                number(machine.syncMillis())));
    section(text, "At full speed; in brackets the ratio to the floor", bursts());
    section(text, "The queue at full speed", queue());
    section(
        text,
        "At a constant rate, half of the best that we sustain; in brackets the ratio to the floor",
        steadies());
    section(text, "Against ourselves, without the CPU of the compilers", ourselves());
    if (!results.startups().isEmpty()) {
      section(text, "Start, the median of " + results.startups().size(), startups());
    }
    section(text, "Memory after the bursts", resident());
    return text.toString();
  }

  private static void section(StringBuilder text, String title, Table table) {
    if (!table.isEmpty()) {
      text.append('\n').append(title).append(":\n\n").append(table);
    }
  }

  private Table bursts() {
    Table table =
        new Table(
            "workload",
            "connections",
            "req/s",
            "p50 ms",
            "p99 ms",
            "p99.9 ms",
            "CPU s per 1,000",
            "resident MiB",
            "floor req/s",
            "floor CPU");
    for (Comparison one : against(PRODUCT, FLOOR)) {
      table.row(
          one.workload(),
          Integer.toString(one.connections()),
          cell(one.measured(Burst::rate), one.ratio(Burst::rate)),
          cell(one.measured(Burst::p50), one.ratio(Burst::p50)),
          cell(one.measured(Burst::p99), one.ratio(Burst::p99)),
          cell(one.measured(Burst::p999), one.ratio(Burst::p999)),
          cell(one.measured(Burst::cpu), one.ratio(Burst::cpu)),
          cell(one.measured(Burst::residentMib), one.ratio(Burst::residentMib)),
          number(one.compared(Burst::rate)),
          number(one.compared(Burst::cpu)));
    }
    return table;
  }

  private Table queue() {
    Table table =
        new Table(
            "workload", "connections", "requests/s", "calls/s", "left at the end", "sustained/s");
    for (Comparison one : against(PRODUCT, FLOOR)) {
      Workload workload = Workload.of(one.workload());
      if (workload.queued() && workload.calledShare() > 0) {
        table.row(
            one.workload(),
            Integer.toString(one.connections()),
            number(one.measured(Burst::rate)),
            number(one.measured(Burst::sinkRate)),
            number(one.measured(Burst::left)),
            number(one.measured(Burst::sustained)));
      }
    }
    return table;
  }

  private Table steadies() {
    Table table =
        new Table("workload", "req/s", "p50 ms", "p99 ms", "p99.9 ms", "CPU s per 1,000", "timer");
    for (Workload workload : Workload.values()) {
      List<Steady> ours = steadies(workload, PRODUCT);
      List<Steady> floors = steadies(workload, FLOOR);
      if (!ours.isEmpty() && !floors.isEmpty()) {
        Steady one = ours.get(0);
        Steady floor = floors.get(0);
        table.row(
            workload.word(),
            number(one.rate()),
            cell(one.p50(), one.p50() / floor.p50()),
            cell(one.p99(), one.p99() / floor.p99()),
            cell(one.p999(), one.p999() / floor.p999()),
            cell(one.cpu(), one.cpu() / floor.cpu()),
            number(one.late()));
      }
    }
    return table;
  }

  private List<Steady> steadies(Workload workload, String subject) {
    return results.steadies().stream()
        .filter(steady -> steady.workload().equals(workload.word()))
        .filter(steady -> steady.subject().equals(subject) && steady.fault().isEmpty())
        .toList();
  }

  private Table ourselves() {
    Table table = new Table("what", "connections", "req/s", "ratio", "CPU s per 1,000", "ratio");
    for (String workload : List.of("jwt-hs256", "jwt-rs256")) {
      for (int connections : CONNECTIONS) {
        Comparison token = Comparison.of(results.bursts(), workload, connections, PRODUCT, FLOOR);
        Comparison plain = Comparison.of(results.bursts(), "direct", connections, PRODUCT, FLOOR);
        if (token.isComplete() && plain.isComplete()) {
          row(
              table,
              new Comparison(
                  workload + " / direct", connections, token.measured(), plain.measured()));
        }
      }
    }
    List<String> variants =
        results.bursts().stream().map(Burst::subject).filter(Report::isVariant).distinct().toList();
    for (String variant : variants) {
      for (Comparison one : against(variant, PRODUCT)) {
        row(
            table,
            new Comparison(
                one.workload() + ", " + variant,
                one.connections(),
                one.measured(),
                one.compared()));
      }
    }
    return table;
  }

  private static boolean isVariant(String subject) {
    return !subject.equals(PRODUCT) && !subject.equals(FLOOR);
  }

  private static void row(Table table, Comparison one) {
    table.row(
        one.workload(),
        Integer.toString(one.connections()),
        number(one.measured(Burst::rate)),
        number(one.ratio(Burst::rate)),
        number(one.measured(Burst::cpuCompiled)),
        number(one.ratio(Burst::cpuCompiled)));
  }

  private Table startups() {
    Table table = new Table("first 200 after s", "CPU s", "resident MiB", "idle MiB");
    List<Startup> all = results.startups();
    table.row(
        number(Comparison.median(all, Startup::seconds)),
        number(Comparison.median(all, Startup::cpu)),
        number(Comparison.median(all, Startup::residentMib)),
        number(Comparison.median(all, Startup::idleMib)));
    return table;
  }

  private Table resident() {
    Table table = new Table("what", "when", "resident MiB", "heap after a collection MiB");
    for (Results.Resident one : results.resident()) {
      table.row(one.subject(), one.when(), number(one.residentMib()), number(one.heapMib()));
    }
    return table;
  }
}
