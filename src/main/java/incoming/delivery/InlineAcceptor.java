package incoming.delivery;

import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.server.cluster.ClusterConnection;
import org.apache.activemq.artemis.core.server.metrics.MetricsManager;
import org.apache.activemq.artemis.spi.core.protocol.ProtocolManager;
import org.apache.activemq.artemis.spi.core.remoting.Acceptor;
import org.apache.activemq.artemis.spi.core.remoting.BufferHandler;
import org.apache.activemq.artemis.spi.core.remoting.ServerConnectionLifeCycleListener;

/**
 * Artemis' in-VM acceptor, of which a packet is handled by the thread that writes it, and not by
 * another one that is woken for it: what handles packets only hands them on.
 */
public final class InlineAcceptor extends InVMAcceptorFactory {
  @Override
  public Acceptor createAcceptor(
      String name,
      ClusterConnection cluster,
      Map<String, Object> configuration,
      BufferHandler handler,
      ServerConnectionLifeCycleListener listener,
      Executor threads,
      ScheduledExecutorService scheduled,
      @SuppressWarnings("rawtypes") Map<String, ProtocolManager> protocols,
      String threadGroup,
      MetricsManager metrics) {
    return super.createAcceptor(
        name,
        cluster,
        configuration,
        handler,
        listener,
        Runnable::run,
        scheduled,
        protocols,
        threadGroup,
        metrics);
  }
}
