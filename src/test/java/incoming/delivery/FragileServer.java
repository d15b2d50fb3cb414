package incoming.delivery;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.io.IOCriticalErrorListener;
import org.apache.activemq.artemis.core.io.SequentialFile;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFile;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;
import org.apache.activemq.artemis.core.journal.Journal;
import org.apache.activemq.artemis.core.persistence.StorageManager;

/**
 * The broker on a disk whose journal fails while {@code broken} is set, and which refuses the next
 * transaction when {@code refusing} is.
 */
final class FragileServer extends BrokerServer {
  private final AtomicBoolean broken;
  private final AtomicBoolean refusing;
  private final Runnable atSync;

  FragileServer(Configuration configuration, AtomicBoolean broken) {
    this(configuration, broken, new AtomicBoolean());
  }

  FragileServer(Configuration configuration, AtomicBoolean broken, AtomicBoolean refusing) {
    this(configuration, broken, refusing, () -> {});
  }

  /** A broker that runs {@code atSync} before each sync of its journal. */
  FragileServer(
      Configuration configuration, AtomicBoolean broken, AtomicBoolean refusing, Runnable atSync) {
    super(configuration);
    this.broken = broken;
    this.refusing = refusing;
    this.atSync = atSync;
  }

  @Override
  protected StorageManager createStorageManager() {
    return new Storage(this) {
      @Override
      public void commit(long transaction) throws Exception {
        if (refusing.getAndSet(false)) {
          throw new IOException("refused");
        }
        super.commit(transaction);
      }

      @Override
      protected Journal createMessageJournal(
          Configuration configuration, IOCriticalErrorListener listener, int fileSize) {
        journalFF = new FragileFiles(configuration, listener, broken, atSync);
        return super.createMessageJournal(configuration, listener, fileSize);
      }
    };
  }

  private static final class FragileFiles extends NIOSequentialFileFactory {
    private final AtomicBoolean broken;
    private final Runnable atSync;

    FragileFiles(
        Configuration configuration,
        IOCriticalErrorListener listener,
        AtomicBoolean broken,
        Runnable atSync) {
      super(
          configuration.getJournalLocation(),
          true,
          configuration.getJournalBufferSize_NIO(),
          configuration.getJournalBufferTimeout_NIO(),
          1,
          false,
          listener,
          null);
      this.broken = broken;
      this.atSync = atSync;
    }

    @Override
    public SequentialFile createSequentialFile(String name) {
      return new NIOSequentialFile(this, getDirectory(), name, 1) {
        @Override
        public void open(int maxIo, boolean useExecutor) throws IOException {
          check();
          super.open(maxIo, useExecutor);
        }

        @Override
        protected void syncChannel(FileChannel channel) throws IOException {
          atSync.run();
          check();
          super.syncChannel(channel);
        }
      };
    }

    private void check() throws IOException {
      if (broken.get()) {
        throw new IOException("No space left on device");
      }
    }
  }
}
