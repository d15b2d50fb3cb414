package incoming.auth;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * The API keys of this installation: those declared in the settings, and those created while it
 * runs.
 *
 * <p>A created key has 256 random bits, is shown once and kept as its SHA-256 alone, in one file
 * that only the owner can read. What is changed counts here at once and within a second on every
 * node that shares the file. While the file cannot be read, no created key counts, and whoever
 * presents one is told to try again; declared keys go on. A declared key hides any created one of
 * its name. 1,000 keys can be created. Thread-safe; a change waits for the disk.
 */
public final class ApiKeys {
  private static final int MOST = 1_000;
  private static final int LONGEST_NAME = 64;
  private static final int SALT_BYTES = 32;
  private static final int ENDING = 4;

  private final Keys declared;
  private final KeyTable declaredAlone;
  private final SharedFile<KeyTable> file;
  private final LastUses uses;
  private final InstantSource clock;
  private final RandomGenerator random = new SecureRandom();

  /**
   * Keys in {@code folder}, which is not touched before a key is needed.
   *
   * @param nanos nanoseconds of any origin
   */
  ApiKeys(Path folder, Keys declared, InstantSource clock, LongSupplier nanos) {
    this.declared = declared;
    this.declaredAlone = KeyTable.of(StoredKeys.NONE, declared);
    this.file =
        new SharedFile<>(folder.resolve("api-keys.json"), new KeyTableFormat(declared), nanos);
    this.uses = new LastUses(folder.toAbsolutePath().resolve("used"), clock);
    this.clock = clock;
  }

  /**
   * All keys in the order of their names.
   *
   * @throws IOException when the created ones cannot be read
   */
  public List<ListedKey> list() throws IOException {
    KeyTable table = file.value().orElseThrow(() -> new IOException("the API keys cannot be read"));
    return table.byName().values().stream().map(this::listed).toList();
  }

  private ListedKey listed(KnownKey key) {
    return new ListedKey(
        key.name(),
        key.stored().isEmpty(),
        key.isDisabled(),
        key.stored().map(StoredKey::created).map(Instant::parse),
        key.stored().map(StoredKey::ending),
        uses.of(key.id()));
  }

  /**
   * Makes a key.
   *
   * @param name lower-case words with hyphens, 64 characters at most
   * @return {@link KeyChange.Created} or {@link KeyChange.Refused}
   */
  public KeyChange create(String name) throws IOException {
    if (name.length() > LONGEST_NAME || !KeySettings.isName(name)) {
      return KeyRefusals.NAME;
    }
    if (declared.names().contains(name)) {
      return KeyRefusals.declared(name);
    }
    return file.change(table -> create(name, table.stored()));
  }

  private SharedFile.Change<KeyTable, KeyChange> create(String name, StoredKeys stored) {
    if (stored.named(name).isPresent()) {
      return SharedFile.Change.none(KeyRefusals.exists(name));
    }
    if (stored.keys().size() >= MOST) {
      return SharedFile.Change.none(KeyRefusals.tooMany(MOST));
    }
    String secret = KeyText.random(random);
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    StoredKey key =
        new StoredKey(
            name,
            now.toString(),
            SecretDigest.of(secret).hex(),
            secret.substring(secret.length() - ENDING),
            false);
    KeyTable next = KeyTable.of(salted(stored).with(key), declared);
    return SharedFile.Change.to(
        next, new KeyChange.Created(listed(next.byName().get(name)), secret));
  }

  /** Makes a key and all tokens of it count no more; {@link #enable} undoes it. */
  public KeyChange disable(String name) throws IOException {
    return change(name, key -> key.disabled(true));
  }

  /** Makes a key count again. */
  public KeyChange enable(String name) throws IOException {
    return change(name, key -> key.disabled(false));
  }

  private KeyChange change(String name, UnaryOperator<StoredKey> change) throws IOException {
    if (declared.names().contains(name)) {
      return KeyRefusals.declared(name);
    }
    return file.change(
        table ->
            table
                .stored()
                .named(name)
                .map(key -> replace(table.stored(), change.apply(key)))
                .orElseGet(() -> SharedFile.Change.none(KeyRefusals.notFound(name))));
  }

  private SharedFile.Change<KeyTable, KeyChange> replace(StoredKeys stored, StoredKey key) {
    KeyTable next = KeyTable.of(stored.with(key), declared);
    return SharedFile.Change.to(next, new KeyChange.Done(listed(next.byName().get(key.name()))));
  }

  /**
   * Ends a key and all tokens of it for good; one of the same name that is created later has
   * nothing to do with it.
   */
  public KeyChange delete(String name) throws IOException {
    if (declared.names().contains(name)) {
      return KeyRefusals.declared(name);
    }
    Optional<KnownKey> gone = file.change(table -> without(table, name));
    if (gone.isEmpty()) {
      return KeyRefusals.notFound(name);
    }
    ListedKey listed = listed(gone.get());
    uses.forget(gone.get().id());
    return new KeyChange.Done(listed);
  }

  private SharedFile.Change<KeyTable, Optional<KnownKey>> without(KeyTable table, String name) {
    KnownKey key = table.byName().get(name);
    return key == null
        ? SharedFile.Change.none(Optional.empty())
        : SharedFile.Change.to(
            KeyTable.of(table.stored().without(name), declared), Optional.of(key));
  }

  /** The names of all keys that a route can name; without the created ones while unreadable. */
  public Set<String> names() {
    return table().byName().keySet();
  }

  /** The key that is called so now, disabled or not. */
  Optional<KnownKey> named(String name) throws Refusal {
    return found(table -> table.byName().get(name));
  }

  /** The key that a token was issued for. */
  Optional<KnownKey> ofId(String id) throws Refusal {
    return found(table -> table.byId().get(id));
  }

  /** The key that {@code secret} is; compared with all of them, in constant time. */
  Optional<KnownKey> matching(String secret) throws Refusal {
    SecretDigest presented = SecretDigest.of(secret);
    return found(
        table -> {
          KnownKey match = null;
          for (KnownKey key : table.byName().values()) {
            match = key.digest().isSameAs(presented) ? key : match;
          }
          return match;
        });
  }

  private Optional<KnownKey> found(Function<KeyTable, KnownKey> search) throws Refusal {
    Optional<KeyTable> table = file.value();
    KnownKey key = search.apply(table.orElse(declaredAlone));
    if (key == null && table.isEmpty()) {
      throw Refusal.apiKeysUnreadable();
    }
    return Optional.ofNullable(key);
  }

  /** Notes that {@code key} has let somebody in. */
  void used(KnownKey key) {
    uses.note(key.id());
  }

  /** Whether every key has the id that a token needs. */
  boolean haveIds() {
    return !table().stored().salt().isEmpty();
  }

  /** Gives every key the id that a token needs. */
  void giveIds() throws IOException {
    file.<Boolean>change(
        table ->
            table.stored().salt().isEmpty()
                ? SharedFile.Change.to(KeyTable.of(salted(table.stored()), declared), true)
                : SharedFile.Change.none(false));
  }

  private StoredKeys salted(StoredKeys stored) {
    if (!stored.salt().isEmpty()) {
      return stored;
    }
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return stored.salted(Base64.getUrlEncoder().withoutPadding().encodeToString(salt));
  }

  private KeyTable table() {
    return file.value().orElse(declaredAlone);
  }

  /** The names of all as a sentence for an engineer. */
  String known() {
    String created =
        String.join(
            ", ", names().stream().filter(name -> !declared.names().contains(name)).toList());
    return declared.api().declared()
        + ", or create one"
        + (created.isEmpty() ? "" : "; created are " + created);
  }
}
