package incoming.delivery;

import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.io.IOCriticalErrorListener;
import org.apache.activemq.artemis.core.io.SequentialFileFactory;
import org.apache.activemq.artemis.core.paging.PagingStoreFactory;
import org.apache.activemq.artemis.core.paging.impl.PagingStoreFactoryNIO;
import org.apache.activemq.artemis.core.persistence.StorageManager;
import org.apache.activemq.artemis.core.persistence.impl.journal.JournalStorageManager;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;

/** Artemis with {@link WholeFiles} wherever it keeps messages outside its journal. */
class BrokerServer extends ActiveMQServerImpl {

  BrokerServer(Configuration configuration) {
    super(configuration);
  }

  @Override
  protected StorageManager createStorageManager() {
    return new Storage(this);
  }

  @Override
  protected PagingStoreFactory getPagingStoreFactory() {
    return new Pages(this);
  }

  /** The journal, and a file for each large message. */
  static class Storage extends JournalStorageManager {
    Storage(BrokerServer server) {
      super(
          server.getConfiguration(),
          server.getCriticalAnalyzer(),
          server.executorFactory,
          server.scheduledPool,
          server.ioExecutorFactory,
          server.ioCriticalErrorListener);
    }

    @Override
    protected void init(Configuration configuration, IOCriticalErrorListener listener) {
      super.init(configuration, listener);
      largeMessagesFactory = new WholeFiles(configuration.getLargeMessagesLocation(), listener);
    }
  }

  private static final class Pages extends PagingStoreFactoryNIO {
    private final BrokerServer server;

    Pages(BrokerServer server) {
      super(
          server.getStorageManager(),
          server.getConfiguration().getPagingLocation(),
          server.getConfiguration().getPageSyncTimeout(),
          server.scheduledPool,
          server.pageExecutorFactory,
          server.getConfiguration().isJournalSyncNonTransactional(),
          server.ioCriticalErrorListener,
          server.getConfiguration()::isPurgePageFolders);
      this.server = server;
    }

    @Override
    protected SequentialFileFactory newFileFactory(String directory) {
      return new WholeFiles(
          server.getConfiguration().getPagingLocation().toPath().resolve(directory).toFile(),
          server.ioCriticalErrorListener);
    }
  }
}
