package incoming.target;

import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.io.HttpTransportMetrics;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.apache.hc.core5.util.CharArrayBuffer;

/**
 * Reads the head of an answer, and no head that is cut off.
 *
 * <p>HttpClient's own takes {@code HTTP/1.1 200 OK} for an answer even when the connection ends
 * there: an event would count as delivered to a target that has just died (RFC 9112, section 8:
 * such an answer is incomplete). Not thread-safe; one for each connection.
 */
final class WholeHeadParser extends DefaultHttpResponseParser {
  WholeHeadParser(Http1Config config) {
    super(config);
  }

  @Override
  public ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream in)
      throws IOException, HttpException {
    return super.parse(new Head(buffer), in);
  }

  /** Lines that may be missing only where nothing has come at all. */
  private static final class Head implements SessionInputBuffer {
    private final SessionInputBuffer buffer;
    private boolean begun;

    Head(SessionInputBuffer buffer) {
      this.buffer = buffer;
    }

    @Override
    public int readLine(CharArrayBuffer line, InputStream in) throws IOException {
      int read = buffer.readLine(line, in);
      if (read < 0 && begun) {
        throw new ConnectionClosedException("the head of the answer is cut off");
      }
      begun = true;
      return read;
    }

    @Override
    public int length() {
      return buffer.length();
    }

    @Override
    public int capacity() {
      return buffer.capacity();
    }

    @Override
    public int available() {
      return buffer.available();
    }

    @Override
    public int read(byte[] bytes, int offset, int length, InputStream in) throws IOException {
      return buffer.read(bytes, offset, length, in);
    }

    @Override
    public int read(byte[] bytes, InputStream in) throws IOException {
      return buffer.read(bytes, in);
    }

    @Override
    public int read(InputStream in) throws IOException {
      return buffer.read(in);
    }

    @Override
    public HttpTransportMetrics getMetrics() {
      return buffer.getMetrics();
    }
  }
}
