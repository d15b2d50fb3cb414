package incoming.auth;

import incoming.config.Settings;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads one {@code incoming.keys.<name>} of any kind; every problem names the key of the settings.
 */
final class KeySettings {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /** RFC 7617 has no place for them. */
  private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

  private static final int SHORTEST_API_KEY = 16;
  private static final int SHORTEST_PASSWORD = 12;

  private static final String SIGNING = "signing-secret";
  private static final String VERIFY = "verify-token";
  private static final String API = "api-key";
  private static final String API_DIGEST = "api-key-sha256";
  private static final String USER = "basic.user";
  private static final String PASSWORD = "basic.password";

  /** Of which a key has exactly one. */
  private static final List<String> KINDS =
      List.of("secret", "public-key", "jwks", SIGNING, API, API_DIGEST, "basic");

  /** What can follow a key's name. */
  static final Set<String> ENDINGS = endings();

  private final Settings settings;
  private final String name;
  private final String prefix;

  private KeySettings(Settings settings, String name) {
    this.settings = settings;
    this.name = name;
    this.prefix = "incoming.keys." + name;
  }

  /** Whether a key may be called so. */
  static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }

  static Optional<DeclaredKey> read(Settings settings, String name) {
    return new KeySettings(settings, name).key();
  }

  private Optional<DeclaredKey> key() {
    if (!isName(name)) {
      settings.problem(prefix, "a key's name is lower-case words with hyphens, such as web-shop");
    }
    // All are read, whichever it is: what nobody reads is told to be an unknown setting.
    Optional<Key> token = TokenKeySettings.read(settings, name);
    Optional<SecretDigest> verify = read(VERIFY, text -> digest(text, SHORTEST_PASSWORD));
    Optional<SigningKey> signing = read(SIGNING, text -> SigningKey.read(name, text, verify));
    Optional<SecretDigest> api = read(API, text -> digest(text, SHORTEST_API_KEY));
    Optional<SecretDigest> apiDigest = read(API_DIGEST, SecretDigest::parse);
    Optional<BasicLogin> login = login();
    // Counted as written: of one that is wrong the reason has been told.
    List<String> declared = KINDS.stream().filter(this::isDeclared).toList();
    if (declared.size() != 1) {
      settings.problem(
          prefix,
          "has %d of .%s; declare exactly one of them"
              .formatted(declared.size(), String.join(", .", KINDS)));
      return Optional.empty();
    }
    checkCompanions(declared.get(0));
    return Stream.of(
            token, signing, api.or(() -> apiDigest).map(digest -> new ApiKey(name, digest)), login)
        .<DeclaredKey>flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<BasicLogin> login() {
    Optional<String> user = read(USER, KeySettings::user);
    Optional<String> password =
        read(PASSWORD, text -> longEnough(withoutControl(text), SHORTEST_PASSWORD));
    if (isDeclared("basic")) {
      Stream.of(USER, PASSWORD)
          .filter(ending -> !isSet(ending))
          .forEach(ending -> settings.problem(prefix + "." + ending, "is missing"));
    }
    return user.flatMap(
        first ->
            password.map(second -> new BasicLogin(name, SecretDigest.of(first + ":" + second))));
  }

  private void checkCompanions(String kind) {
    if (!kind.equals(SIGNING) && isSet(VERIFY)) {
      settings.problem(prefix + "." + VERIFY, "goes with ." + SIGNING + " only");
    }
    if (!TokenKeySettings.MATERIALS.contains(kind)) {
      for (String companion : List.of("algorithms", "audience", "issuer")) {
        if (isSet(companion)) {
          settings.problem(prefix + "." + companion, "goes with .secret, .public-key, .jwks only");
        }
      }
    }
  }

  private boolean isDeclared(String kind) {
    return kind.equals("basic") ? isSet(USER) || isSet(PASSWORD) : isSet(kind);
  }

  private boolean isSet(String ending) {
    return settings.isSet(prefix + "." + ending);
  }

  private <T> Optional<T> read(String ending, Function<String, T> reading) {
    Optional<String> text = settings.text(prefix + "." + ending);
    try {
      return text.map(reading);
    } catch (IllegalArgumentException e) {
      settings.problem(prefix + "." + ending, e.getMessage());
      return Optional.empty();
    }
  }

  private static SecretDigest digest(String secret, int shortest) {
    return SecretDigest.of(longEnough(secret, shortest));
  }

  private static String user(String text) {
    if (text.indexOf(':') >= 0) {
      throw new IllegalArgumentException("a user has no colon in basic authentication");
    }
    return withoutControl(text);
  }

  private static String withoutControl(String text) {
    if (CONTROL.matcher(text).find()) {
      throw new IllegalArgumentException("has a control character, such as a line break");
    }
    return text;
  }

  private static String longEnough(String secret, int shortest) {
    if (secret.length() < shortest) {
      throw new IllegalArgumentException(
          "has "
              + secret.length()
              + " characters; it needs "
              + shortest
              + ", for example the output of 'openssl rand -hex 32'");
    }
    return secret;
  }

  private static Set<String> endings() {
    Set<String> endings = new HashSet<>(TokenKeySettings.ENDINGS);
    endings.addAll(List.of(SIGNING, VERIFY, API, API_DIGEST, USER, PASSWORD));
    return Set.copyOf(endings);
  }
}
