package incoming.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import incoming.bench.Workload.Guard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The floor's check of tokens, by the Java platform alone; remembers the good ones. */
final class FloorTokens {
  /** The environment variable with the public RSA key in base64. */
  static final String PUBLIC_KEY = "BENCH_PUBLIC_KEY";

  private static final String BEARER = "Bearer ";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Guard guard;
  private final PublicKey rsa;
  private final ConcurrentMap<String, Long> expiries = new ConcurrentHashMap<>();

  private FloorTokens(Guard guard, PublicKey rsa) {
    this.guard = guard;
    this.rsa = rsa;
  }

  /** The check of each path that has one. */
  static Map<String, FloorTokens> byPath() {
    try {
      byte[] der = Base64.getDecoder().decode(System.getenv(PUBLIC_KEY));
      PublicKey rsa = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
      Map<String, FloorTokens> checks = new HashMap<>();
      for (Workload workload : Workload.values()) {
        if (workload.guard() != Guard.NONE) {
          checks.put(workload.path(), new FloorTokens(workload.guard(), rsa));
        }
      }
      return checks;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean admits(String authorization) {
    if (authorization == null || !authorization.startsWith(BEARER)) {
      return false;
    }
    String token = authorization.substring(BEARER.length());
    Long expires = expiries.get(token);
    if (expires == null) {
      expires = verified(token);
      if (expires > 0) {
        expiries.put(token, expires);
      }
    }
    return expires > System.currentTimeMillis() / 1000;
  }

  /** When a token with a good signature expires, in epoch seconds; 0 for any other. */
  private long verified(String token) {
    try {
      int dot = token.lastIndexOf('.');
      byte[] signed = token.substring(0, dot).getBytes(StandardCharsets.US_ASCII);
      byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot + 1));
      if (!matches(signed, signature)) {
        return 0;
      }
      String payload = token.substring(token.indexOf('.') + 1, dot);
      return JSON.readTree(Base64.getUrlDecoder().decode(payload)).path("exp").asLong();
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      return 0; // no token, then
    }
  }

  private boolean matches(byte[] signed, byte[] signature) throws GeneralSecurityException {
    if (guard == Guard.SECRET) {
      return MessageDigest.isEqual(BenchKeys.hmac(signed), signature);
    }
    Signature verifier = Signature.getInstance("SHA256withRSA");
    verifier.initVerify(rsa);
    verifier.update(signed);
    return verifier.verify(signature);
  }
}
