package incoming.target;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicNameValuePair;
import org.apache.hc.core5.net.WWWFormCodec;

/**
 * What a client says to get a token for itself. Source: RFC 6749 sections 2.3.1 and 4.4.2.
 *
 * @param inBody whether id and secret go into the body rather than into the Authorization header
 * @param audience not of the RFC; several authorization servers ask for it
 */
record TokenRequest(
    String clientId,
    String clientSecret,
    boolean inBody,
    Optional<String> scope,
    Optional<String> audience) {
  private static final ContentType FORM = ContentType.create("application/x-www-form-urlencoded");

  HttpPost to(URI address) {
    List<NameValuePair> form = new ArrayList<>();
    form.add(new BasicNameValuePair("grant_type", "client_credentials"));
    scope.ifPresent(text -> form.add(new BasicNameValuePair("scope", text)));
    audience.ifPresent(text -> form.add(new BasicNameValuePair("audience", text)));
    HttpPost post = new HttpPost(address);
    if (inBody) {
      form.add(new BasicNameValuePair("client_id", clientId));
      form.add(new BasicNameValuePair("client_secret", clientSecret));
    } else {
      post.setHeader("Authorization", "Basic " + basic());
    }
    post.setHeader("Accept", "application/json");
    byte[] body =
        WWWFormCodec.format(form, StandardCharsets.UTF_8).getBytes(StandardCharsets.US_ASCII);
    post.setEntity(new ByteArrayEntity(body, FORM));
    return post;
  }

  /** Each encoded as in a form first, so that a colon in the id does not end it. */
  private String basic() {
    String pair = encode(clientId) + ":" + encode(clientSecret);
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.US_ASCII));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "TokenRequest[" + clientId + "]";
  }
}
