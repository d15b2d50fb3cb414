package incoming.bench;

import java.util.List;

/** Drives subjects in turns, A B B A, so that what else happens on the machine hits all alike. */
record Session(Rig rig, Results results, Plan plan) {
  private static final int WARM_UP_CONNECTIONS = 32;

  /** Beyond it the load generator takes what the subject needs. */
  private static final double LOOP_LIMIT = 10_000;

  private static final double LOOP_WARM_UP_RATE = 3_000;

  /** A subject with the number of orders that its store knows from the start. */
  record Contender(Subject subject, long known) {
    static Contender of(Subject subject) {
      return new Contender(subject, Workload.KNOWN_ORDERS);
    }
  }

  /** Has all seen every request, and the compilers of their JVMs done with most of it. */
  void warmUp(List<Workload> workloads, Contender... contenders) {
    for (Workload workload : workloads) {
      for (Contender contender : contenders) {
        warmUp(workload, contender);
      }
    }
    rig.calls().rest();
  }

  /** What is to be known is known once no call comes of it. */
  private void warmUp(Workload workload, Contender contender) {
    long before;
    do {
      before = rig.calls().count();
      burst(contender, workload, WARM_UP_CONNECTIONS, plan.warmUp());
    } while (workload.calledShare() == 0 && rig.calls().count() > before);
  }

  void compare(List<Workload> workloads, Contender one, Contender other) {
    String series = one.subject().name() + " / " + other.subject().name();
    for (int round = 0; round < plan.rounds(); round++) {
      for (Workload workload : workloads) {
        for (int connections : plan.connections()) {
          for (Contender turn : round % 2 == 0 ? List.of(one, other) : List.of(other, one)) {
            Burst burst = burst(turn, workload, connections, plan.seconds());
            results.add(burst.in(series));
          }
        }
      }
    }
  }

  /** One burst that is kept. */
  Burst measured(Contender contender, Workload workload) {
    Burst burst = burst(contender, workload, WARM_UP_CONNECTIONS, plan.seconds());
    results.add(burst);
    return burst;
  }

  private Burst burst(Contender contender, Workload workload, int connections, int seconds) {
    return rig.burst(contender.subject(), workload, connections, seconds, contender.known());
  }

  /** The same constant rate for both: half of the most that {@code one} has sustained so far. */
  void atHalf(List<Workload> workloads, Contender one, Contender other) {
    try (OpenLoop loop = new OpenLoop()) {
      warmUp(loop);
      for (Workload workload : workloads) {
        double rate = Math.min(best(one, workload) / 2, LOOP_LIMIT);
        for (Contender turn : List.of(one, other)) {
          steady(loop, turn, workload, rate, 3); // opens the connections
          results.add(steady(loop, turn, workload, rate, 2 * plan.seconds()));
        }
      }
    }
  }

  /** For the loop's own JVM: until it is compiled it is late itself, by up to a second. */
  void warmUp(OpenLoop loop) {
    Contender floor = Contender.of(rig.floor());
    steady(loop, floor, Workload.DIRECT, LOOP_WARM_UP_RATE, plan.warmUp());
  }

  private double best(Contender contender, Workload workload) {
    return results.bursts().stream()
        .filter(burst -> burst.subject().equals(contender.subject().name()))
        .filter(burst -> burst.workload().equals(workload.word()))
        .mapToDouble(Burst::sustained)
        .max()
        .orElseThrow();
  }

  /** Sends {@code rate} requests a second for so many seconds, and waits for their calls. */
  Steady steady(OpenLoop loop, Contender turn, Workload workload, double rate, int seconds) {
    String tokens = rig.keys().tokensFile(workload.guard());
    Requests requests = new Requests(workload, rig.newOrders(), turn.known(), tokens);
    Subject subject = turn.subject();
    long calls = rig.calls().count();
    Usage before = subject.usage();
    OpenLoop.Result result = loop.run(subject.port(), requests, rate, seconds);
    rig.calls().settle(calls, Math.round(rate * seconds * workload.calledShare()));
    Usage used = subject.usage().since(before);
    return new Steady(
        subject.name(),
        workload.word(),
        rate,
        result.p50(),
        result.p99(),
        result.p999(),
        result.max(),
        used.cpu() / (rate * seconds / 1000),
        result.late(),
        fault(result, rate));
  }

  private static String fault(OpenLoop.Result result, double rate) {
    if (result.wrong() > 0) {
      return result.wrong() + " wrong answers";
    }
    return result.rate() < 0.98 * rate
        ? "only " + Math.round(result.rate()) + " of " + Math.round(rate) + "/s were sent"
        : "";
  }
}
