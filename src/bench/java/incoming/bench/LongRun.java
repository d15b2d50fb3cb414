package incoming.bench;

import incoming.bench.Results.Resident;
import incoming.bench.Session.Contender;
import java.io.IOException;
import java.util.List;

/** Accepts at half of the most that is sustained for minutes, and looks at the memory. */
final class LongRun {
  private static final int STEP_SECONDS = 20;

  private LongRun() {}

  static void measure(Rig rig, Results results, Plan plan, int minutes) throws IOException {
    List<Workload> accept = List.of(Workload.ACCEPT);
    Session session = new Session(rig, results, plan);
    try (Subject subject = rig.product(Report.PRODUCT, rig.install(Report.PRODUCT, 0));
        OpenLoop loop = new OpenLoop()) {
      Contender product = Contender.of(subject);
      session.warmUp(accept, product);
      session.warmUp(loop);
      double rate = session.measured(product, Workload.ACCEPT).sustained() / 2;
      for (int second = 0; second < 60 * minutes; second += STEP_SECONDS) {
        results.add(session.steady(loop, product, Workload.ACCEPT, rate, STEP_SECONDS));
        results.add(
            new Resident(
                subject.name(),
                "after " + (second + STEP_SECONDS) + " s",
                subject.usage().residentMib(),
                Double.NaN));
      }
      double resident = subject.usage().residentMib();
      results.add(new Resident(subject.name(), "at the end", resident, Jcmd.heap(subject)));
    }
  }
}
