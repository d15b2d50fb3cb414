package incoming.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens, good and bad, from the Java platform alone: independent of what checks them. */
final class Tokens {
  static final String SECRET = "a secret of this shop, long enough for all: 64 bytes and then more";
  static final KeyPair RSA = pair("RSA", null, 2048);
  static final KeyPair P256 = pair("EC", new ECGenParameterSpec("secp256r1"), 0);
  static final KeyPair ED25519 = pair("Ed25519", null, 0);

  /** 2026-11-21T12:00:00Z */
  static final long NOW = 1_795_262_400L;

  private Tokens() {}

  interface Signer {
    byte[] sign(byte[] bytes) throws GeneralSecurityException;
  }

  /** A token that is good for an hour from {@link #NOW}. */
  static String good() {
    return hs256(payload(NOW + 3600));
  }

  static String hs256(String payload) {
    return token("{\"alg\":\"HS256\"}", payload, hmac(256, SECRET));
  }

  static String payload(long expires) {
    return "{\"exp\":" + expires + "}";
  }

  static String token(String header, String payload, Signer signer) {
    String signed = base64(header) + "." + base64(payload);
    try {
      return signed + "." + base64(signer.sign(signed.getBytes(StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static Signer hmac(int bits, String secret) {
    return bytes -> {
      Mac mac = Mac.getInstance("HmacSHA" + bits);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HMAC"));
      return mac.doFinal(bytes);
    };
  }

  static Signer jca(String algorithm, PrivateKey key) {
    return jca(algorithm, key, null);
  }

  static Signer pss(int bits, PrivateKey key) {
    String hash = "SHA-" + bits;
    return jca(
        "RSASSA-PSS",
        key,
        new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(hash), bits / 8, 1));
  }

  private static Signer jca(String algorithm, PrivateKey key, AlgorithmParameterSpec parameters) {
    return bytes -> {
      Signature signature = Signature.getInstance(algorithm);
      if (parameters != null) {
        signature.setParameter(parameters);
      }
      signature.initSign(key);
      signature.update(bytes);
      return signature.sign();
    };
  }

  static String pem(KeyPair pair) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }

  static KeyPair pair(String kind, AlgorithmParameterSpec parameters, int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(kind);
      if (parameters != null) {
        generator.initialize(parameters);
      } else if (bits > 0) {
        generator.initialize(bits);
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
