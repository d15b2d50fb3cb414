package incoming.infinispan;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** The certificates of those who vouch for the servers, as PEM (RFC 7468). */
final class Authorities {
  private static final int LIMIT = 1024 * 1024;
  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";

  private Authorities() {}

  /**
   * Reads {@code text}, which is PEM itself or the path of a PEM file of 1 MiB at most.
   *
   * @throws IllegalArgumentException says what is wrong, and repeats nothing of what was read
   */
  static List<X509Certificate> read(String text) {
    byte[] pem = text.contains("-----BEGIN") ? text.getBytes(US_ASCII) : file(text);
    if (!new String(pem, US_ASCII).contains(BEGIN)) {
      throw new IllegalArgumentException("has no PEM block " + BEGIN);
    }
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem))
          .stream()
          .map(X509Certificate.class::cast)
          .toList();
    } catch (CertificateException e) {
      throw new IllegalArgumentException("has a certificate that cannot be read", e);
    }
  }

  private static byte[] file(String path) {
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
    return content;
  }

  /** TLS towards whom {@code authorities} vouch for; those of Java, when there are none. */
  static SSLContext context(List<X509Certificate> authorities) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, authorities.isEmpty() ? null : managers(authorities), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("every Java platform has TLS", e);
    }
  }

  private static TrustManager[] managers(List<X509Certificate> authorities)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    for (int i = 0; i < authorities.size(); i++) {
      store.setCertificateEntry(Integer.toString(i), authorities.get(i));
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }
}
