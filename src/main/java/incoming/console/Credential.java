package incoming.console;

import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a request presents to say who sends it: a token, a session, or nothing. Not checked yet. */
sealed interface Credential {
  /** The name of the cookie with the id of a session. */
  String COOKIE = "incoming-session";

  /** RFC 6750, within the length that any token of ours or an issuer's has. */
  Pattern BEARER = Pattern.compile("bearer +([\\x21-\\x7e]{1,8192})", Pattern.CASE_INSENSITIVE);

  /** From {@code Authorization: Bearer}. */
  record Bearer(String token) implements Credential {
    @Override
    public String toString() {
      return "Bearer";
    }
  }

  /** From the cookie. */
  record Cookied(String id) implements Credential {
    @Override
    public String toString() {
      return "Cookied";
    }
  }

  /** None was sent. */
  record None() implements Credential {}

  /** That of a request with these headers; a token counts before a session. */
  static Credential of(MultiMap headers) throws Refusal {
    List<String> authorization = headers.getAll("Authorization");
    if (!authorization.isEmpty()) {
      return bearer(authorization);
    }
    String id = null;
    for (String header : headers.getAll("Cookie")) {
      for (Cookie cookie : ServerCookieDecoder.STRICT.decodeAll(header)) {
        if (cookie.name().equals(COOKIE)) {
          if (id != null) {
            throw Access.refused("There is more than one session in the cookies.");
          }
          id = cookie.value();
        }
      }
    }
    return id == null ? new None() : new Cookied(id);
  }

  private static Credential bearer(List<String> authorization) throws Refusal {
    Matcher bearer = BEARER.matcher(authorization.get(0));
    if (authorization.size() > 1 || !bearer.matches()) {
      throw Access.refused("Send one header Authorization: Bearer and a token.");
    }
    return new Bearer(bearer.group(1));
  }
}
