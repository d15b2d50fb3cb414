package incoming.sample;

import incoming.http.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A store that answers as it is told to. */
final class FakeStore implements WindowStore {
  final List<Problem> refused = new ArrayList<>();
  boolean first = true;
  boolean reachable = true;
  Runnable meanwhile = () -> {};

  @Override
  public Notice open(Notice wanted) {
    return wanted;
  }

  @Override
  public boolean take(Notice window, Sample sample) throws Refusal {
    meanwhile.run();
    if (!reachable) {
      throw Refusal.unreachable();
    }
    return first;
  }

  @Override
  public void refused(Notice window, Problem problem) throws Refusal {
    if (!reachable) {
      throw Refusal.unreachable();
    }
    refused.add(problem);
  }

  @Override
  public Optional<WindowState> find(String endpointId) {
    return Optional.empty();
  }

  @Override
  public void close() {}
}
