package incoming.target;

import incoming.config.Settings;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;

/** Reads one {@code incoming.credentials.<name>}; every problem names the key of the settings. */
final class CredentialSettings {
  static final String PREFIX = "incoming.credentials";

  /** What can follow a credential's name. */
  static final Set<String> ENDINGS =
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
          "oauth2.client-authentication",
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

  private final Settings settings;
  private final String name;
  private final DnsResolver dns;
  private final Clock clock;
  private final Map<String, Optional<String>> texts = new HashMap<>();
  private final boolean inBody;
  private boolean wrong;

  /** The settings of {@code name}; {@code dns} finds its token endpoint. */
  CredentialSettings(Settings settings, String name, DnsResolver dns, Clock clock) {
    this.settings = settings;
    this.name = name;
    this.dns = dns;
    this.clock = clock;
    String choice = "oauth2.client-authentication";
    for (String ending : ENDINGS) {
      if (!ending.equals(choice)) {
        texts.put(ending, settings.text(key(ending)));
        // What is written and cannot be read has been told, and must not count as left out.
        wrong |= texts.get(ending).isEmpty() && isSet(ending);
      }
    }
    inBody = settings.choice(key(choice), "basic", "body").equals("body");
  }

  /** The credential, unless anything is wrong with it. */
  Optional<Credential> read() {
    if (!NAME.matcher(name).matches()) {
      problem("", "the name is lower-case words with hyphens, such as web-shop");
    }
    Set<String> hosts = optional("hosts", CredentialSettings::hosts).orElse(Set.of());
    Optional<List<X509Certificate>> trusted =
        optional("trust", text -> Pem.read(text).certificates());
    List<String> declared = KINDS.stream().filter(this::isDeclared).toList();
    if (declared.size() != 1) {
      problem(
          "",
          "is of "
              + (declared.isEmpty() ? "no kind" : declared.size() + " kinds, " + declared)
              + "; declare exactly one of ."
              + String.join(", .", KINDS));
      return Optional.empty();
    }
    String kind = declared.get(0);
    Optional<ClientTls.Identity> identity =
        kind.equals("mutual-tls")
            ? both("mutual-tls.certificate", "mutual-tls.key", CredentialSettings::identity)
            : Optional.empty();
    Optional<TlsSocketStrategy> tls =
        identity.isEmpty() && trusted.isEmpty()
            ? Optional.empty()
            : Optional.of(ClientTls.of(identity, trusted.orElse(List.of())));
    Optional<Proof> proof = proof(kind, tls);
    return wrong
        ? Optional.empty()
        : proof.map(of -> new Credential(name, hosts, identity.isPresent(), of, tls));
  }

  private Optional<Proof> proof(String kind, Optional<TlsSocketStrategy> tls) {
    return switch (kind) {
      case "basic" -> both("basic.user", "basic.password", HeaderCredential::basic);
      case "bearer" -> optional("bearer", HeaderCredential::bearer);
      case "api-key" -> apiKey();
      case "oauth2" -> oauth2(tls);
      case "standard-webhooks" ->
          optional(
              "standard-webhooks.secret",
              secrets -> new StandardWebhooksCredential(name, secrets, clock));
      default -> Optional.of(Proof.NONE);
    };
  }

  private Optional<Proof> apiKey() {
    boolean header = settings.isSet(key("api-key.header"));
    if (header == settings.isSet(key("api-key.query"))) {
      problem(
          "api-key",
          "has " + (header ? "both" : "neither") + " of .header and .query; declare exactly one");
      return Optional.empty();
    }
    return header
        ? both("api-key.header", "api-key.value", HeaderCredential::apiKey)
        : both("api-key.query", "api-key.value", QueryCredential::new);
  }

  private Optional<Proof> oauth2(Optional<TlsSocketStrategy> tls) {
    Optional<URI> address =
        required("oauth2.token-url")
            .flatMap(text -> attempt("oauth2.token-url", () -> TokenEndpoint.address(text)));
    Optional<TokenRequest> request =
        both(
            "oauth2.client-id",
            "oauth2.client-secret",
            (id, secret) ->
                new TokenRequest(
                    id, secret, inBody, text("oauth2.scope"), text("oauth2.audience")));
    return address.flatMap(
        uri ->
            request
                .map(form -> new TokenEndpoint(uri, form, () -> TokenEndpoint.client(dns, tls)))
                .map(endpoint -> new OAuth2Credential(name, endpoint, clock)));
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

  /** Counted as written: of what is wrong the reason is told. */
  private boolean isDeclared(String kind) {
    return ENDINGS.stream()
        .filter(ending -> ending.equals(kind) || ending.startsWith(kind + "."))
        .anyMatch(this::isSet);
  }

  /** What {@code make} makes of two keys, both of which are needed. */
  private <T> Optional<T> both(
      String first, String second, BiFunction<String, String, ? extends T> make) {
    Optional<String> one = required(first);
    Optional<String> other = required(second);
    if (one.isEmpty() || other.isEmpty()) {
      return Optional.empty();
    }
    String kind = first.substring(0, first.indexOf('.'));
    return attempt(kind, () -> make.apply(one.get(), other.get()));
  }

  private Optional<String> required(String ending) {
    if (!isSet(ending)) {
      problem(ending, "is missing");
    }
    return text(ending);
  }

  private <T> Optional<T> optional(String ending, Function<String, ? extends T> make) {
    return text(ending).flatMap(text -> attempt(ending, () -> make.apply(text)));
  }

  private Optional<String> text(String ending) {
    return texts.get(ending);
  }

  private boolean isSet(String ending) {
    return settings.isSet(key(ending));
  }

  private <T> Optional<T> attempt(String ending, Supplier<? extends T> make) {
    try {
      return Optional.of(make.get());
    } catch (IllegalArgumentException e) {
      problem(ending, e.getMessage());
      return Optional.empty();
    }
  }

  private void problem(String ending, String message) {
    wrong = true;
    settings.problem(ending.isEmpty() ? PREFIX + "." + name : key(ending), message);
  }

  private String key(String ending) {
    return PREFIX + "." + name + "." + ending;
  }
}
