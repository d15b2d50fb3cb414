package incoming.target;

import incoming.config.Pem;
import incoming.config.SecureAddress;
import incoming.config.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;

/** Reads one {@code incoming.credentials.<name>}; every problem names the key of the settings. */
final class CredentialSettings {
  static final String PREFIX = "incoming.credentials";

  private static final String CHOICE = "oauth2.client-authentication";

  private static final Set<String> TEXTS =
      Set.of(
          "basic.user",
          "basic.password",
          "bearer",
          "api-key.header",
          "api-key.query",
          "api-key.value",
          "oauth2.token-url",
          "oauth2.client-id",
          "oauth2.client-secret",
          "oauth2.scope",
          "oauth2.audience",
          "standard-webhooks.secret",
          "mutual-tls.certificate",
          "mutual-tls.key",
          "trust",
          "hosts");

  private static final List<String> KINDS =
      List.of("basic", "bearer", "api-key", "oauth2", "standard-webhooks", "mutual-tls");

  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
  private static final Pattern HOST =
      Pattern.compile("[a-z0-9_]([a-z0-9._-]*[a-z0-9])?|[0-9a-f:]+");

  private final NamedSettings settings;
  private final String name;
  private final DnsResolver dns;
  private final Clock clock;
  private final boolean inBody;

  private CredentialSettings(Settings all, String name, DnsResolver dns, Clock clock) {
    String prefix = PREFIX + "." + name;
    this.settings = new NamedSettings(all, prefix, TEXTS);
    this.name = name;
    this.dns = dns;
    this.clock = clock;
    this.inBody = all.choice(prefix + "." + CHOICE, "basic", "body").equals("body");
  }

  /** Every name that is declared. */
  static Set<String> names(Settings settings) {
    Set<String> endings = new TreeSet<>(TEXTS);
    endings.add(CHOICE);
    return settings.names(PREFIX, endings);
  }

  /** The credential {@code name}, unless anything is wrong with it. */
  static Optional<Credential> read(Settings settings, String name, DnsResolver dns, Clock clock) {
    return new CredentialSettings(settings, name, dns, clock).credential();
  }

  private Optional<Credential> credential() {
    if (!NAME.matcher(name).matches()) {
      settings.problem("", "the name is lower-case words with hyphens, such as web-shop");
    }
    Set<String> hosts = settings.optional("hosts", CredentialSettings::hosts).orElse(Set.of());
    settings.optional("trust", CredentialSettings::authorities);
    List<String> declared = KINDS.stream().filter(settings::isDeclared).toList();
    if (declared.size() != 1) {
      settings.problem(
          "",
          "is of "
              + (declared.isEmpty() ? "no kind" : declared.size() + " kinds, " + declared)
              + "; declare exactly one of ."
              + String.join(", .", KINDS));
      return Optional.empty();
    }
    String kind = declared.get(0);
    boolean mutual = kind.equals("mutual-tls");
    Optional<TlsSocketStrategy> tls = tls(mutual);
    Optional<Proof> proof = proof(kind, tls);
    return settings.isWrong()
        ? Optional.empty()
        : proof.map(of -> new Credential(name, hosts, mutual, of, tls));
  }

  private Optional<TlsSocketStrategy> tls(boolean mutual) {
    if (mutual) {
      // As below, to tell what is wrong with the key of its setting.
      settings.both("mutual-tls", "certificate", "key", CredentialSettings::identity);
    }
    Optional<String> trust = settings.text("trust");
    Optional<String> certificate = settings.text("mutual-tls.certificate");
    Optional<String> key = settings.text("mutual-tls.key");
    if (settings.isWrong() || (certificate.isEmpty() && trust.isEmpty())) {
      return Optional.empty();
    }
    List<Path> files = Pem.files(Stream.of(certificate, key, trust).flatMap(Optional::stream));
    return settings.attempt(
        "",
        () ->
            new RenewedTls(
                name,
                files,
                () ->
                    ClientTls.of(
                        certificate.map(own -> identity(own, key.orElseThrow())),
                        trust.map(CredentialSettings::authorities).orElse(List.of()))));
  }

  private Optional<Proof> proof(String kind, Optional<TlsSocketStrategy> tls) {
    return switch (kind) {
      case "basic" -> settings.both(kind, "user", "password", HeaderCredential::basic);
      case "bearer" -> settings.required(kind, HeaderCredential::bearer);
      case "api-key" -> apiKey(kind);
      case "oauth2" -> oauth2(kind, tls);
      case "standard-webhooks" ->
          settings.required(
              kind + ".secret", secrets -> new StandardWebhooksCredential(name, secrets, clock));
      default -> Optional.of(Proof.NONE);
    };
  }

  private Optional<Proof> apiKey(String kind) {
    boolean header = settings.isSet(kind + ".header");
    if (header == settings.isSet(kind + ".query")) {
      settings.problem(
          kind,
          "has " + (header ? "both" : "neither") + " of .header and .query; declare exactly one");
      return Optional.empty();
    }
    return header
        ? settings.both(kind, "header", "value", HeaderCredential::apiKey)
        : settings.both(kind, "query", "value", QueryCredential::new);
  }

  private Optional<Proof> oauth2(String kind, Optional<TlsSocketStrategy> tls) {
    Optional<String> scope = settings.text(kind + ".scope");
    Optional<String> audience = settings.text(kind + ".audience");
    Optional<URI> address = settings.required(kind + ".token-url", SecureAddress::parse);
    Optional<TokenRequest> request =
        settings.both(
            kind,
            "client-id",
            "client-secret",
            (id, secret) -> new TokenRequest(id, secret, inBody, scope, audience));
    return address.flatMap(
        uri ->
            request
                .map(form -> new TokenEndpoint(uri, form, () -> TokenEndpoint.client(dns, tls)))
                .map(endpoint -> new OAuth2Credential(name, endpoint, clock)));
  }

  private static List<X509Certificate> authorities(String pem) {
    return Pem.read(pem).certificates();
  }

  private static ClientTls.Identity identity(String certificate, String key) {
    return new ClientTls.Identity(Pem.read(key).privateKey(), Pem.read(certificate).certificates());
  }

  private static Set<String> hosts(String list) {
    Set<String> hosts = new TreeSet<>();
    for (String part : list.split(",", -1)) {
      String host = part.strip().toLowerCase(Locale.ROOT);
      if (!HOST.matcher(host).matches()) {
        throw new IllegalArgumentException(
            "'"
                + host
                + "' is no host name, such as api.example.com; write it without scheme, port and"
                + " path, and separate several by commas");
      }
      hosts.add(host);
    }
    return hosts;
  }
}
