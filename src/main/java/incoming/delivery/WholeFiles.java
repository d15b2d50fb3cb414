package incoming.delivery;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.activemq.artemis.api.core.ActiveMQExceptionType;
import org.apache.activemq.artemis.api.core.ActiveMQIOErrorException;
import org.apache.activemq.artemis.core.io.IOCallback;
import org.apache.activemq.artemis.core.io.IOCriticalErrorListener;
import org.apache.activemq.artemis.core.io.SequentialFile;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFile;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;

/**
 * Files that are written whole or not at all as far as the writer is told.
 *
 * <p>Those of Artemis 2.56 take a write that a full disk cut short, and one that failed, for done:
 * messages in pages were then acknowledged and lost. (Its journal is safe from that: there a sync
 * that fails is told, and its files have their full length from the start.)
 */
final class WholeFiles extends NIOSequentialFileFactory {

  /** Files in {@code directory}, none of them with a buffer of its own. */
  WholeFiles(File directory, IOCriticalErrorListener listener) {
    super(directory, false, listener, 1);
  }

  @Override
  public SequentialFile createSequentialFile(String name) {
    return new WholeFile(this, name);
  }

  private static final class WholeFile extends NIOSequentialFile {
    private final WholeFiles files;

    WholeFile(WholeFiles files, String name) {
      super(files, files.getDirectory(), name, 1);
      this.files = files;
    }

    @Override
    public void writeDirect(ByteBuffer bytes, boolean sync) throws IOException {
      write(bytes, sync, true);
    }

    @Override
    public void blockingWriteDirect(ByteBuffer bytes, boolean sync, boolean release)
        throws IOException {
      write(bytes, sync, release);
    }

    @Override
    public void writeDirect(ByteBuffer bytes, boolean sync, IOCallback callback) {
      try {
        write(bytes, sync, true);
        callback.done();
      } catch (IOException e) {
        callback.onError(ActiveMQExceptionType.IO_ERROR.getCode(), e.getMessage());
      }
    }

    @Override
    public SequentialFile cloneFile() {
      return new WholeFile(files, getFileName());
    }

    private synchronized void write(ByteBuffer bytes, boolean sync, boolean release)
        throws IOException {
      if (channel == null) {
        throw new IOException(getFileName() + " is not open");
      }
      try {
        position.addAndGet(bytes.remaining());
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        if (sync) {
          sync();
        }
      } catch (IOException e) {
        files.onIOError(new ActiveMQIOErrorException(e.getMessage(), e), e.getMessage(), this);
        throw e;
      } finally {
        if (release) {
          files.releaseBuffer(bytes);
        }
      }
    }
  }
}
