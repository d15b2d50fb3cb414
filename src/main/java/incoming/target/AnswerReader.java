package incoming.target;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpUriRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what little an answer should have: a connection with unread bytes cannot serve again.
 *
 * <p>Thread-safe.
 */
final class AnswerReader {
  private static final Logger LOG = LoggerFactory.getLogger(AnswerReader.class);

  private final long most;
  private final List<String> secrets;

  /**
   * A reader of answers.
   *
   * @param most bytes that are read of one
   * @param secrets that every request has, whatever their names
   */
  AnswerReader(long most, List<String> secrets) {
    this.most = most;
    this.secrets = List.copyOf(secrets);
  }

  /** Secrets that every request has, whatever their names. */
  List<String> secrets() {
    return secrets;
  }

  /** Closes {@code response}; the beginning of its body, without the secrets of its request. */
  String read(ClassicHttpResponse response, HttpUriRequest request) {
    byte[] begin = new byte[AnswerText.LENGTH];
    byte[] buffer = begin;
    int kept = 0;
    long total = 0;
    try (response) {
      InputStream in = response.getEntity() == null ? null : response.getEntity().getContent();
      while (in != null) {
        if (total >= most) {
          request.abort(); // closing alone would read on to the end, if there is one
          break;
        }
        int offset = buffer == begin ? kept : 0;
        int read = in.read(buffer, offset, buffer.length - offset);
        if (read < 0) {
          break;
        }
        total += read;
        kept += buffer == begin ? read : 0;
        if (kept == begin.length && buffer == begin) {
          buffer = new byte[4096];
        }
      }
    } catch (IOException e) {
      // The status has been told, and what is there of the rest is enough.
      LOG.debug("an answer broke off: {}", TargetFailure.words(e));
    }
    String text = AnswerText.of(response.getEntity(), begin, kept, total);
    return text.isEmpty() ? text : new Echo(request, secrets).masked(text);
  }
}
