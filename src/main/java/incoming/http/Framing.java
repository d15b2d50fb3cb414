package incoming.http;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import java.util.Optional;

/**
 * What a request says about itself, where the HTTP decoder is more lenient than the door.
 *
 * <p>Two servers that read one request differently are how requests are smuggled past the first.
 * Source: RFC 9112 sections 3.2 and 6.1, RFC 9110 section 10.1.1.
 */
final class Framing {
  private Framing() {}

  /** What is wrong with the headers of a request, if anything. */
  static Optional<Problem> refuse(HttpVersion version, MultiMap headers) {
    int hosts = headers.getAll(HttpHeaders.HOST).size();
    if (hosts > 1 || (hosts == 0 && version != HttpVersion.HTTP_1_0)) {
      return Optional.of(Problems.malformed("Send exactly one Host header."));
    }
    String encoding = headers.get(HttpHeaders.TRANSFER_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("chunked")) {
      return Optional.of(Problems.malformed("The only Transfer-Encoding that is read is chunked."));
    }
    String expect = headers.get(HttpHeaders.EXPECT);
    if (expect != null && !expect.equalsIgnoreCase("100-continue")) {
      return Optional.of(Problems.EXPECTATION_FAILED);
    }
    return Optional.empty();
  }
}
