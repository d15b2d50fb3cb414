package incoming.auth;

import com.nimbusds.jose.jwk.RSAKey;
import incoming.config.Settings;
import incoming.http.TrustedProxies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** API keys and the login over them, in a folder and at a time that a test sets. */
final class Logins {
  /** Made once: it takes a second. */
  static final RSAKey PAIR = LoginKeySet.generate(Instant.ofEpochSecond(Tokens.NOW));

  final Keys declared;
  final Path data;
  final Checks.TestClock clock = new Checks.TestClock();
  final ApiKeys keys;
  final LoginKeys signing;
  private final IssuedTokens issued;
  private final LoginEndpoint endpoint;
  private long nanos;

  private Logins(Path data, String... settings) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < settings.length; i += 2) {
      values.put(settings[i], settings[i + 1]);
    }
    this.data = data;
    Settings read = new Settings(values);
    this.declared = Keys.read(read);
    this.keys = new ApiKeys(data.resolve("keys"), declared, clock, () -> nanos);
    this.signing = new LoginKeys(data.resolve("signing"), clock, () -> nanos);
    LoginSettings login = LoginSettings.read(read);
    this.issued = new IssuedTokens(keys, signing, login.issuer(), clock);
    this.endpoint =
        new LoginEndpoint(
            login, keys, signing, TrustedProxies.read(read), new Tries(() -> nanos), clock);
  }

  /** Nothing on disk: declared keys alone. */
  static Logins with(String... settings) {
    return new Logins(Path.of("there-is-no-such-folder"), settings);
  }

  /** A node whose state is in {@code data}. */
  static Logins in(Path data, String... settings) {
    return new Logins(data, settings);
  }

  /** The same, with what the login needs before its first token. */
  static Logins ready(Path data, String... settings) {
    try {
      Path file = data.resolve("signing").resolve("keys.json");
      SecretFile.makeFolder(file.getParent());
      if (Files.notExists(file)) {
        Instant now = Instant.ofEpochSecond(Tokens.NOW);
        SecretFile.write(file, LoginKeySet.NONE.rotated(PAIR, now, now).write());
      }
      Logins logins = new Logins(data, settings);
      logins.keys.giveIds();
      return logins;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JwtStep jwtStep() {
    return new JwtStep(declared, keys, issued, clock);
  }

  LoginEndpoint endpoint() {
    return endpoint;
  }

  /** Lets time pass, for tokens and for looks at files. */
  void pass(Duration time) {
    clock.now = clock.now.plus(time);
    nanos += time.toNanos();
  }

  /** Makes a key and answers its secret. */
  String create(String name) throws IOException {
    return ((KeyChange.Created) keys.create(name)).secret();
  }

  /** What the login says to this body: the token, or why there is none. */
  String login(Requests request) {
    String verdict = request.verdict(endpoint);
    return verdict.equals("passed")
        ? new String(request.promised().body(), StandardCharsets.UTF_8)
            .replaceFirst("^\\{\"token\":\"(.*)\"}$", "$1")
        : verdict;
  }

  /** The same for a good request with this API key. */
  String login(String secret) {
    return login(Requests.post("{\"apiKey\":\"" + secret + "\"}"));
  }

  /** What an integration that takes the key {@code name} says to {@code token}. */
  String post(String name, String token) {
    return Requests.post("{}")
        .with("Authorization", "Bearer " + token)
        .verdict(jwtStep().create(new HashMap<>(Map.of("apiKey", name))));
  }
}
