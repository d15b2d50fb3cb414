package incoming.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Certificates and a private key as PEM (RFC 7468).
 *
 * <p>What stands around the blocks is passed over, so that one file can hold all. Messages repeat
 * nothing of what was read, and no path: a key that has lost its first line would be taken for one.
 * Whatever cannot be read is an {@code IllegalArgumentException}. Immutable.
 */
public final class Pem {
  private static final int LIMIT = 1024 * 1024;
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
  private static final List<String> KINDS = List.of("RSA", "EC");

  private final String text;

  private Pem(String text) {
    this.text = text;
  }

  /** Of {@code text}, which is PEM itself or the path of a PEM file of 1 MiB at most. */
  public static Pem read(String text) {
    return new Pem(isPath(text) ? file(text) : text);
  }

  /** The files that {@code texts} name; none for what is PEM itself. */
  public static List<Path> files(Stream<String> texts) {
    return texts.filter(Pem::isPath).map(Path::of).toList();
  }

  private static boolean isPath(String text) {
    return !text.contains("-----BEGIN");
  }

  /** All certificates in their order, of which there is one at least. */
  public List<X509Certificate> certificates() {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (byte[] der : blocks("CERTIFICATE")) {
        certificates.add(
            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der)));
      }
    } catch (CertificateException e) {
      throw new IllegalArgumentException("has a certificate that cannot be read", e);
    }
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException("has no PEM block -----BEGIN CERTIFICATE-----");
    }
    return certificates;
  }

  /** The one private key. */
  public PrivateKey privateKey() {
    List<byte[]> keys = blocks("PRIVATE KEY");
    if (keys.size() != 1) {
      throw new IllegalArgumentException(
          text.contains("PRIVATE KEY-----") && keys.isEmpty()
              ? "the private key is encrypted or in an old format; convert it with"
                  + " 'openssl pkcs8 -topk8 -nodes -in key.pem'"
              : "has " + keys.size() + " PEM blocks -----BEGIN PRIVATE KEY-----, not one");
    }
    return KINDS.stream()
        .flatMap(kind -> decode(kind, keys.get(0)).stream())
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the private key is none for RSA or EC"));
  }

  private static Optional<PrivateKey> decode(String kind, byte[] der) {
    try {
      return Optional.of(
          KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(der)));
    } catch (InvalidKeySpecException e) {
      return Optional.empty(); // a key of another kind, which only trying tells
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + kind, e);
    }
  }

  private List<byte[]> blocks(String label) {
    List<byte[]> blocks = new ArrayList<>();
    Matcher block = BLOCK.matcher(text);
    while (block.find()) {
      if (block.group(1).equals(label)) {
        blocks.add(Base64.getMimeDecoder().decode(block.group(2)));
      }
    }
    return blocks;
  }

  private static String file(String path) {
    byte[] content;
    try (InputStream in = Files.newInputStream(Path.of(path))) {
      content = in.readNBytes(LIMIT + 1);
    } catch (IOException | InvalidPathException e) {
      // Without the cause: its message is the path, or what was taken for one.
      throw new IllegalArgumentException(
          "is neither PEM nor the path of a file that can be read ("
              + e.getClass().getSimpleName()
              + ")");
    }
    if (content.length > LIMIT) {
      throw new IllegalArgumentException("the file has more than 1 MiB");
    }
    return new String(content, StandardCharsets.US_ASCII);
  }
}
