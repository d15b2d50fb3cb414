package incoming.route;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadPoolExecutor;
import org.apache.camel.CamelContext;
import org.apache.camel.support.LifecycleStrategySupport;

/** The thread pools that this thread makes in a context from now on, such as that of a wireTap. */
final class NewPools extends LifecycleStrategySupport {
  private final CamelContext camel;
  private final Thread thread = Thread.currentThread();
  private final List<ThreadPoolExecutor> made = new ArrayList<>();

  NewPools(CamelContext camel) {
    this.camel = camel;
    camel.addLifecycleStrategy(this);
  }

  @Override
  public void onThreadPoolAdd(
      CamelContext context,
      ThreadPoolExecutor pool,
      String id,
      String sourceId,
      String routeId,
      String profile) {
    if (Thread.currentThread().equals(thread)) {
      made.add(pool);
    }
  }

  void remove() {
    camel.getLifecycleStrategies().remove(this);
    made.forEach(camel.getExecutorServiceManager()::shutdownNow);
  }
}
