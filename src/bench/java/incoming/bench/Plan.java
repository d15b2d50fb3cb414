package incoming.bench;

import java.util.List;

/**
 * What one run measures.
 *
 * @param connections each number is measured
 * @param rounds bursts of each, in turns
 * @param seconds of one burst
 * @param warmUp seconds of each workload before anything counts
 * @param steady also at a constant rate
 * @param starts also so many starts
 * @param integrations also with these numbers of integrations
 * @param keys also with these numbers of keys in the deduplication store
 */
record Plan(
    List<Workload> workloads,
    List<Integer> connections,
    int rounds,
    int seconds,
    int warmUp,
    boolean steady,
    int starts,
    List<Integer> integrations,
    List<Long> keys) {
  private static final List<Workload> MAIN =
      List.of(Workload.ACCEPT, Workload.DIRECT, Workload.DUPLICATE);

  /** All there is. */
  static Plan whole() {
    return new Plan(
        List.of(Workload.values()),
        List.of(1, 32, 256),
        3,
        5,
        12,
        true,
        5,
        List.of(1_000),
        List.of(1_000_000L, 10_000_000L));
  }

  /** A few minutes. */
  static Plan quick() {
    return new Plan(MAIN, List.of(32), 2, 4, 6, false, 0, List.of(), List.of());
  }

  /** Some workloads; {@link #main} when there are none. */
  static Plan of(List<Workload> workloads) {
    return new Plan(
        workloads.isEmpty() ? MAIN : workloads,
        List.of(32),
        3,
        5,
        12,
        false,
        0,
        List.of(),
        List.of());
  }

  /** Those of {@link #workloads} that a variant of the product is compared with itself by. */
  List<Workload> main() {
    return workloads.stream().filter(MAIN::contains).toList();
  }
}
