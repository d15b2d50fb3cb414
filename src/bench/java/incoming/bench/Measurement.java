package incoming.bench;

import incoming.bench.Results.Resident;
import incoming.bench.Session.Contender;
import java.io.IOException;
import java.util.Locale;

/** Carries out a {@link Plan}: the product against the floor, then against itself. */
final class Measurement {
  private final Rig rig;
  private final Results results;
  private final Plan plan;
  private final Session session;

  Measurement(Rig rig, Results results, Plan plan) {
    this.rig = rig;
    this.results = results;
    this.plan = plan;
    this.session = new Session(rig, results, plan);
  }

  void run() throws IOException {
    for (int start = 0; start < plan.starts(); start++) {
      results.add(Startup.measure(rig, start));
    }
    try (Subject subject = rig.product(Report.PRODUCT, rig.install(Report.PRODUCT, 0))) {
      Contender product = Contender.of(subject);
      Contender floor = Contender.of(rig.floor());
      session.warmUp(plan.workloads(), product, floor);
      session.compare(plan.workloads(), product, floor);
      if (plan.steady()) {
        session.atHalf(plan.workloads(), product, floor);
      }
      remember(subject);
      for (int integrations : plan.integrations()) {
        String name = String.format(Locale.ROOT, "%,d integrations", integrations);
        against(product, name, rig.install(name, integrations), Workload.KNOWN_ORDERS);
      }
      for (long keys : plan.keys()) {
        String name = String.format(Locale.ROOT, "%,d keys", keys);
        Installation installation = rig.install(name, 0);
        KeyStore.fill(installation, keys);
        against(product, name, installation, keys);
      }
    }
  }

  private void against(Contender product, String name, Installation installation, long known) {
    try (Subject subject = rig.product(name, installation)) {
      Contender variant = new Contender(subject, known);
      session.warmUp(plan.main(), variant);
      session.compare(plan.main(), variant, product);
      remember(subject);
    }
  }

  private void remember(Subject subject) {
    double resident = subject.usage().residentMib();
    results.add(new Resident(subject.name(), "at the end", resident, Jcmd.heap(subject)));
  }
}
