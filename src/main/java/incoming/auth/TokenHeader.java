package incoming.auth;

import java.util.Locale;
import java.util.Set;

/**
 * The header of a token: which algorithm and which key it claims to be signed with.
 *
 * <p>Key material and addresses in a header ({@code jwk}, {@code jku}, {@code x5c}, {@code x5u})
 * are never looked at: some issuers always send them, and only declared keys count. What changes
 * the meaning of the token is refused ({@code crit}, {@code b64}, {@code zip}, {@code enc}, a
 * nested token, a type that says the token is for another purpose). Source: RFC 7515 section 4, RFC
 * 8725.
 *
 * @param kid {@code null} when the token names no key
 */
record TokenHeader(String alg, String kid) {
  private static final Set<String> TYPES = Set.of("jwt", "at+jwt");

  static TokenHeader read(byte[] json) throws Refusal {
    String[] found = new String[2];
    TokenJson.read(
        "header",
        json,
        (name, value) -> {
          switch (name) {
            case "alg" -> found[0] = TokenJson.string(name, value);
            case "kid" -> found[1] = TokenJson.string(name, value);
            case "typ" -> checkType(TokenJson.string(name, value));
            case "cty" -> throw Refusal.invalid("a token within a token is not accepted");
            case "crit", "b64", "zip", "enc" ->
                throw Refusal.invalid("the header member " + name + " is not accepted");
            default -> {}
          }
        });
    if (found[0] == null) {
      throw Refusal.invalid("the token has no alg");
    }
    return new TokenHeader(found[0], found[1]);
  }

  private static void checkType(String typ) throws Refusal {
    String type = typ.toLowerCase(Locale.ROOT);
    if (!TYPES.contains(type.startsWith("application/") ? type.substring(12) : type)) {
      throw Refusal.invalid("typ is neither JWT nor at+jwt: the token is for another purpose");
    }
  }
}
