package incoming.target;

import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpUriRequest;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;

/** Makes an {@link OutgoingRequest} of a request that is not sent. */
final class Preview {
  private Preview() {}

  static OutgoingRequest of(HttpUriRequest request, byte[] body) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    for (Header header : request.getHeaders()) {
      headers.add(Map.entry(header.getName(), shown(header)));
    }
    HttpEntity entity = request.getEntity();
    if (entity != null && entity.getContentType() != null) {
      headers.add(Map.entry(HttpHeaders.CONTENT_TYPE, entity.getContentType()));
    }
    String text = new String(body, StandardCharsets.UTF_8);
    return new OutgoingRequest(request.getMethod(), url(request), headers, text);
  }

  private static String shown(Header header) {
    return SecretNames.isHeader(header.getName()) ? Proof.MASK : header.getValue();
  }

  private static String url(HttpUriRequest request) {
    try {
      return SecretNames.masked(request.getUri().toString());
    } catch (URISyntaxException e) {
      throw new IllegalStateException("the request was made of a URI", e);
    }
  }
}
