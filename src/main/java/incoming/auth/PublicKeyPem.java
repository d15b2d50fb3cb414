package incoming.auth;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a public key in PEM, the kind that begins with {@code -----BEGIN PUBLIC KEY-----} (RFC 7468
 * section 13).
 */
final class PublicKeyPem {
  private static final int LIMIT = 64 * 1024;
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]+)-----END PUBLIC KEY-----\\s*");
  private static final List<String> KINDS = List.of("RSA", "EC", "Ed25519");

  private PublicKeyPem() {}

  /** The key in {@code text}, which is PEM itself or the path of a PEM file. */
  static PublicKey read(String text) {
    String pem = text.contains("-----BEGIN") ? text : file(text);
    if (pem.contains("PRIVATE KEY-----")) {
      throw new IllegalArgumentException(
          "this is a private key, which belongs to the issuer of tokens alone; make the public one"
              + " with 'openssl pkey -pubout' and replace the private one wherever it was used");
    }
    Matcher block = BLOCK.matcher(pem.strip());
    if (!block.matches()) {
      throw new IllegalArgumentException(
          "this is not one PEM block -----BEGIN PUBLIC KEY-----; from a certificate make it with"
              + " 'openssl x509 -pubkey -noout', from an old RSA key with"
              + " 'openssl rsa -RSAPublicKey_in -pubout'");
    }
    return decode(Base64.getMimeDecoder().decode(block.group(1)));
  }

  private static PublicKey decode(byte[] der) {
    return KINDS.stream()
        .flatMap(kind -> decode(kind, der).stream())
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("this is not a key for RSA, EC or Ed25519"));
  }

  private static Optional<PublicKey> decode(String kind, byte[] der) {
    try {
      return Optional.of(KeyFactory.getInstance(kind).generatePublic(new X509EncodedKeySpec(der)));
    } catch (InvalidKeySpecException e) {
      return Optional.empty(); // a key of another kind, which only trying tells
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + kind, e);
    }
  }

  private static String file(String path) {
    try (InputStream in = Files.newInputStream(Path.of(path))) {
      return new String(in.readNBytes(LIMIT), StandardCharsets.US_ASCII);
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException(
          "cannot read the file '" + path + "' (" + e.getClass().getSimpleName() + ")", e);
    }
  }
}
