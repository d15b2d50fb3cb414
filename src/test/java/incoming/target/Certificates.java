package incoming.target;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.wireMockConfig;

import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Certificates for tests, each of which vouches for itself, made with the JDK's keytool. */
public final class Certificates {
  public static final String PASSWORD = "changeit";

  private final Path folder;

  public Certificates(Path folder) {
    this.folder = folder;
  }

  /** A key of this kind, {@code RSA} or {@code EC}, with a certificate for 127.0.0.1. */
  public Path make(String name, String kind) throws IOException, InterruptedException {
    Path store = folder.resolve(name + ".p12");
    run(
        List.of(
            "-genkeypair",
            "-alias",
            name,
            "-keyalg",
            kind,
            "-dname",
            "CN=" + name,
            "-ext",
            "SAN=ip:127.0.0.1",
            "-validity",
            "2",
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-keystore",
            store.toString()));
    return store;
  }

  /** A server with the certificate of {@code server} that demands that of {@code client}. */
  static WireMockConfiguration demanding(Path client, Path server) {
    return wireMockConfig()
        .bindAddress("127.0.0.1")
        .dynamicPort()
        .dynamicHttpsPort()
        .keystoreType("PKCS12")
        .keystorePath(server.toString())
        .keystorePassword(PASSWORD)
        .keyManagerPassword(PASSWORD)
        .needClientAuth(true)
        .trustStoreType("PKCS12")
        .trustStorePath(client.toString())
        .trustStorePassword(PASSWORD);
  }

  static String certificate(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = load(store);
    return pem("CERTIFICATE", keys.getCertificate(keys.aliases().nextElement()).getEncoded());
  }

  static String key(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = load(store);
    String alias = keys.aliases().nextElement();
    return pem("PRIVATE KEY", keys.getKey(alias, PASSWORD.toCharArray()).getEncoded());
  }

  static String pem(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder().encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }

  private static KeyStore load(Path store) throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    return keys;
  }

  private static void run(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(arguments);
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(keytool.getInputStream().readAllBytes(), Charset.defaultCharset());
    if (keytool.waitFor() != 0) {
      throw new IOException(output);
    }
  }
}
