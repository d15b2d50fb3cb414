package incoming.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** All bursts of one workload with so many connections, against two subjects in turns. */
record Comparison(String workload, int connections, List<Burst> measured, List<Burst> compared) {

  /** Those bursts of {@code one} and {@code other} against each other that count. */
  static Comparison of(
      List<Burst> all, String workload, int connections, String one, String other) {
    List<Burst> series =
        all.stream().filter(burst -> burst.series().equals(one + " / " + other)).toList();
    return new Comparison(
        workload,
        connections,
        select(series, workload, connections, one),
        select(series, workload, connections, other));
  }

  private static List<Burst> select(
      List<Burst> all, String workload, int connections, String subject) {
    return all.stream()
        .filter(burst -> burst.workload().equals(workload))
        .filter(burst -> burst.connections() == connections)
        .filter(burst -> burst.subject().equals(subject))
        .filter(burst -> burst.fault().isEmpty())
        .toList();
  }

  boolean isComplete() {
    return !measured.isEmpty() && !compared.isEmpty();
  }

  double measured(ToDoubleFunction<Burst> figure) {
    return median(measured, figure);
  }

  double compared(ToDoubleFunction<Burst> figure) {
    return median(compared, figure);
  }

  double ratio(ToDoubleFunction<Burst> figure) {
    return measured(figure) / compared(figure);
  }

  static <T> double median(List<T> all, ToDoubleFunction<T> figure) {
    double[] sorted = all.stream().mapToDouble(figure).sorted().toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1
        ? sorted[middle]
        : Arrays.stream(sorted, middle - 1, middle + 1).average().getAsDouble();
  }
}
