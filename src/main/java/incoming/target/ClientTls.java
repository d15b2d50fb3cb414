package incoming.target;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.ssl.ClientTlsStrategyBuilder;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.ssl.SSLContextBuilder;

/**
 * How connections are encrypted that show a certificate of ours, trust other authorities, or both.
 *
 * <p>Host names are checked as they are without it. Thread-safe.
 */
public final class ClientTls {
  /** Of a key store that never leaves memory. */
  private static final char[] PASSWORD = {};

  private ClientTls() {}

  /** A certificate with those that vouch for it, the own one first, and its private key. */
  record Identity(PrivateKey key, List<X509Certificate> chain) {
    Identity {
      if (!isOf(key, chain.get(0))) {
        throw new IllegalArgumentException(
            "the first certificate is not that of the private key; put the client's own first");
      }
    }

    /** Without the key. */
    @Override
    public String toString() {
      return "Identity[" + chain.get(0).getSubjectX500Principal() + "]";
    }

    /** Only a signature tells, whatever the kind of the key. */
    private static boolean isOf(PrivateKey key, X509Certificate certificate) {
      if (!key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm())) {
        return false;
      }
      byte[] anything = {1};
      try {
        Signature signature =
            Signature.getInstance(
                "SHA256with" + (key.getAlgorithm().equals("EC") ? "ECDSA" : "RSA"));
        signature.initSign(key);
        signature.update(anything);
        byte[] signed = signature.sign();
        signature.initVerify(certificate.getPublicKey());
        signature.update(anything);
        return signature.verify(signed);
      } catch (GeneralSecurityException e) {
        return false;
      }
    }
  }

  /**
   * The way to connect.
   *
   * @param trusted the authorities that count instead of those of Java; none leaves these
   */
  static TlsSocketStrategy of(Optional<Identity> identity, List<X509Certificate> trusted) {
    return ClientTlsStrategyBuilder.create()
        .setSslContext(context(identity, trusted))
        .buildClassic();
  }

  /**
   * TLS towards servers that one of {@code trusted} vouches for; one of Java's own authorities when
   * there are none.
   */
  public static SSLContext context(List<X509Certificate> trusted) {
    return context(Optional.empty(), trusted);
  }

  private static SSLContext context(Optional<Identity> identity, List<X509Certificate> trusted) {
    try {
      SSLContextBuilder context = SSLContextBuilder.create();
      if (identity.isPresent()) {
        KeyStore store = store();
        X509Certificate[] chain = identity.get().chain().toArray(X509Certificate[]::new);
        store.setKeyEntry("client", identity.get().key(), PASSWORD, chain);
        context.loadKeyMaterial(store, PASSWORD);
      }
      if (!trusted.isEmpty()) {
        KeyStore store = store();
        for (int i = 0; i < trusted.size(); i++) {
          store.setCertificateEntry("authority-" + i, trusted.get(i));
        }
        context.loadTrustMaterial(store, null);
      }
      return context.build();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalArgumentException("the certificates cannot be used together", e);
    }
  }

  private static KeyStore store() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
