package incoming.target;

import incoming.event.Event;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.apache.hc.client5.http.classic.methods.HttpUriRequest;

/** An API key in a parameter of the query, percent-encoded, behind what the route has there. */
final class QueryCredential implements Proof {
  private final String name;
  private final String secret;

  QueryCredential(String name, String secret) {
    this.name = encode(name);
    this.secret = encode(secret);
  }

  @Override
  public void add(HttpUriRequest request, byte[] body, Event event) {
    append(request, secret);
  }

  @Override
  public void mask(HttpUriRequest request, byte[] body, Event event) {
    append(request, MASK);
  }

  private void append(HttpUriRequest request, String value) {
    String path = request.getPath(); // with the query; appended to as text, to keep it as it is
    request.setPath(path + (path.indexOf('?') < 0 ? '?' : '&') + name + '=' + value);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
