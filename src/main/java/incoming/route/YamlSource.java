package incoming.route;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceSupport;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * How YAML is given to its parser.
 *
 * <p>SnakeYAML Engine 3.0 reads in pieces and fails over one that is full and ends between the two
 * halves of a character beyond U+FFFF. So it never sees such a piece here. Thread-safe.
 */
public final class YamlSource {
  /**
   * Bytes of a piece, in each of which there are fewer characters than the parser has space for.
   */
  private static final int PIECE = 512;

  private YamlSource() {}

  /** The parser's own defaults, for {@code text} in one piece. */
  public static LoadSettings settings(String text) {
    return LoadSettings.builder().setBufferSize(text.length() + 2).build();
  }

  /** What is in {@code file}, for Camel's loader, which gives its parser an input stream. */
  static Resource resource(Path file, byte[] content) {
    return new ResourceSupport("mem", "file:" + file) {
      @Override
      public boolean exists() {
        return true;
      }

      @Override
      public InputStream getInputStream() {
        return new Pieces(content);
      }
    };
  }

  /** A decoder that has got some bytes, and hears that there are no more yet, hands on. */
  private static final class Pieces extends ByteArrayInputStream {
    Pieces(byte[] content) {
      super(content);
    }

    @Override
    public synchronized int read(byte[] bytes, int offset, int length) {
      return super.read(bytes, offset, Math.min(length, PIECE));
    }

    @Override
    public synchronized int available() {
      return 0;
    }
  }
}
