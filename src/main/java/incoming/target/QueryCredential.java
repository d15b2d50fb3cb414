package incoming.target;

import incoming.event.Event;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpUriRequest;

/** An API key in a parameter of the query, percent-encoded, behind what the route has there. */
final class QueryCredential implements Proof {
  private final String name;
  private final String secret;
  private final String encoded;

  QueryCredential(String name, String secret) {
    this.name = encode(name);
    this.secret = secret;
    this.encoded = encode(secret);
  }

  @Override
  public void add(HttpUriRequest request, byte[] body, Event event) {
    append(request, encoded);
  }

  @Override
  public void mask(HttpUriRequest request, byte[] body, Event event) {
    append(request, MASK);
  }

  @Override
  public List<String> secrets() {
    return List.of(secret);
  }

  private void append(HttpUriRequest request, String value) {
    String path = request.getPath(); // with the query; appended to as text, to keep it as it is
    request.setPath(path + (path.indexOf('?') < 0 ? '?' : '&') + name + '=' + value);
  }

  private static String encode(String text) {
    StringBuilder encoded = new StringBuilder();
    PercentEncoding.value(text, encoded);
    return encoded.toString();
  }
}
