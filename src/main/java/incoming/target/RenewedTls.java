package incoming.target;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A way to connect that is made of files, and made again for the first connection after one of them
 * has changed: a certificate is renewed every few weeks, and nobody should have to restart for it.
 *
 * <p>What cannot be read then, or does not fit together, leaves the way that there was, and is
 * logged once for each change. A connection that is open stays as it is. Thread-safe.
 */
final class RenewedTls implements TlsSocketStrategy {
  private static final Logger LOG = LoggerFactory.getLogger(RenewedTls.class);

  /**
   * What tells whether a file is still the same; all but its path is empty when it is not there.
   */
  private record Stamp(Path file, FileTime changed, long size, Object key) {
    static Stamp of(Path file) {
      try {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        return new Stamp(file, now.lastModifiedTime(), now.size(), now.fileKey());
      } catch (IOException e) {
        return new Stamp(file, null, 0, null);
      }
    }
  }

  private final String name;
  private final List<Path> files;
  private final Supplier<TlsSocketStrategy> make;
  private volatile List<Stamp> stamps;
  private volatile TlsSocketStrategy current;

  /**
   * The way that {@code make} makes of {@code files}.
   *
   * @param name of the credentials, for the log
   * @throws IllegalArgumentException from {@code make}, which also later tells so what is wrong
   */
  RenewedTls(String name, List<Path> files, Supplier<TlsSocketStrategy> make) {
    this.name = name;
    this.files = List.copyOf(files);
    this.make = make;
    this.stamps = stamps();
    this.current = make.get();
  }

  @Override
  public SSLSocket upgrade(
      Socket socket, String target, int port, Object attachment, HttpContext context)
      throws IOException {
    if (!stamps().equals(stamps)) {
      renew();
    }
    return current.upgrade(socket, target, port, attachment, context);
  }

  private synchronized void renew() {
    // Before the files are read: what changes meanwhile is another change.
    List<Stamp> now = stamps();
    if (now.equals(stamps)) {
      return; // another call has been here meanwhile
    }
    stamps = now;
    try {
      current = make.get();
      LOG.info("credentials '{}': the certificates were renewed", name);
    } catch (IllegalArgumentException e) {
      LOG.error(
          "credentials '{}': {}; the certificates from before stay in use", name, e.getMessage());
    }
  }

  private List<Stamp> stamps() {
    return files.stream().map(Stamp::of).toList();
  }
}
