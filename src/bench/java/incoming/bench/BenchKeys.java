package incoming.bench;

import incoming.bench.Workload.Guard;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The keys of one run, and 1,000 tokens under each, good for a day. */
final class BenchKeys {
  static final int TOKENS = 1_000;
  private static final String SECRET = "the shared secret of a bench run, which guards nothing";
  private static final long LIFE_SECONDS = 86_400;

  private final KeyPair rsa;
  private final Map<Guard, Path> files = new EnumMap<>(Guard.class);

  private BenchKeys(KeyPair rsa) {
    this.rsa = rsa;
  }

  /** Writes the tokens, one a line, into files in {@code folder}. */
  static BenchKeys write(Path folder) throws IOException, GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    BenchKeys keys = new BenchKeys(generator.generateKeyPair());
    for (Guard guard : List.of(Guard.SECRET, Guard.RSA)) {
      Path file = folder.resolve(guard.key().orElseThrow() + ".tokens");
      Files.write(file, keys.tokens(guard));
      keys.files.put(guard, file);
    }
    return keys;
  }

  private List<String> tokens(Guard guard) throws GeneralSecurityException {
    List<String> tokens = new ArrayList<>();
    long expires = Instant.now().getEpochSecond() + LIFE_SECONDS;
    String header = base64(guard == Guard.RSA ? "{\"alg\":\"RS256\"}" : "{\"alg\":\"HS256\"}");
    for (int i = 0; i < TOKENS; i++) {
      String signed =
          header
              + "."
              + base64("{\"iss\":\"bench\",\"sub\":\"sender-" + i + "\",\"exp\":" + expires + "}");
      byte[] bytes = signed.getBytes(StandardCharsets.US_ASCII);
      tokens.add(signed + "." + base64(guard == Guard.RSA ? rsa(bytes) : hmac(bytes)));
    }
    return tokens;
  }

  private byte[] rsa(byte[] signed) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withRSA");
    signature.initSign(rsa.getPrivate());
    signature.update(signed);
    return signature.sign();
  }

  /** HS256 under the secret of every bench run. */
  static byte[] hmac(byte[] signed) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HMAC"));
    return mac.doFinal(signed);
  }

  /** The file with the tokens under the key of {@code guard}; {@code -} for none. */
  String tokensFile(Guard guard) {
    return guard == Guard.NONE ? "-" : files.get(guard).toString();
  }

  /** The settings that declare both keys. */
  String settings() {
    String pem =
        "-----BEGIN PUBLIC KEY-----\\n"
            + Base64.getEncoder().encodeToString(rsa.getPublic().getEncoded())
            + "\\n-----END PUBLIC KEY-----";
    return "incoming.keys.secret.secret=" + SECRET + "\nincoming.keys.rsa.public-key=" + pem + "\n";
  }

  /** The public key, as the floor is told it. */
  String publicKey() {
    return Base64.getEncoder().encodeToString(rsa.getPublic().getEncoded());
  }

  private static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
