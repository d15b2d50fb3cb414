package incoming.console;

import incoming.auth.ApiKeys;
import incoming.auth.KeyChange;
import incoming.auth.ListedKey;
import incoming.auth.Login;
import incoming.auth.PublishedKey;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/** The API keys of senders, and the keys that tokens of the login are signed with. */
final class KeyResource {
  private final ApiKeys keys;
  private final Login login;

  KeyResource(ApiKeys keys, Login login) {
    this.keys = keys;
    this.login = login;
  }

  List<Operation> operations() {
    String one = "/keys/{key}";
    return List.of(
        Operation.get("listKeys", "/keys", Role.VIEW, this::list),
        Operation.post("createKey", "/keys", Role.ADMIN, this::create).takingJson(),
        Operation.post(
            "disableKey",
            one + "/disable",
            Role.ADMIN,
            call -> changed(keys.disable(call.variable("key")))),
        Operation.post(
            "enableKey",
            one + "/enable",
            Role.ADMIN,
            call -> changed(keys.enable(call.variable("key")))),
        Operation.delete("deleteKey", one, Role.ADMIN, this::delete),
        Operation.get(
            "listLoginKeys", "/login-keys", Role.VIEW, call -> Reply.of(published(login.keys()))),
        Operation.post(
            "rotateLoginKeys",
            "/login-keys/rotate",
            Role.ADMIN,
            call -> Reply.of(published(login.rotate()))));
  }

  /** What a key is to be called. */
  record Named(String name) {}

  /** All keys. */
  record Listed(List<Key> keys) {}

  /** A key; {@code created} and {@code ending} only of one that was created at run time. */
  record Key(
      String name,
      boolean declared,
      boolean disabled,
      String created,
      String ending,
      String lastUsed) {
    static Key of(ListedKey key) {
      return new Key(
          key.name(),
          key.declared(),
          key.disabled(),
          key.created().map(Instant::toString).orElse(null),
          key.ending().orElse(null),
          key.lastUsed().map(Instant::toString).orElse(null));
    }
  }

  /** A new key with its secret, which is shown this once. */
  record Created(Key key, String secret) {
    @Override
    public String toString() {
      return "Created[" + key + "]";
    }
  }

  /** The keys of the login, the one that signs first. */
  record LoginKeys(List<LoginKey> keys) {}

  /** One of them; {@code until} when its last token is over, if it signs no more. */
  record LoginKey(String id, String created, String until) {}

  private Reply list(ApiCall call) throws IOException {
    return Reply.of(new Listed(keys.list().stream().map(Key::of).toList()));
  }

  private Reply create(ApiCall call) throws Refusal, IOException {
    String name = call.json(Named.class).name();
    if (name == null) {
      throw Refusals.field("/name", "is missing");
    }
    return created(keys.create(name));
  }

  private static Reply created(KeyChange change) throws Refusal {
    if (change instanceof KeyChange.Created made) {
      return Reply.of(201, new Created(Key.of(made.key()), made.secret()));
    }
    return changed(change);
  }

  private static Reply changed(KeyChange change) throws Refusal {
    if (change instanceof KeyChange.Done done) {
      return Reply.of(Key.of(done.key()));
    }
    throw Refusal.of(((KeyChange.Refused) change).problem());
  }

  private Reply delete(ApiCall call) throws Refusal, IOException {
    changed(keys.delete(call.variable("key")));
    return Reply.done();
  }

  private static LoginKeys published(List<PublishedKey> keys) {
    return new LoginKeys(
        keys.stream()
            .map(
                key ->
                    new LoginKey(
                        key.id(),
                        key.created().toString(),
                        key.until().map(Instant::toString).orElse(null)))
            .toList());
  }
}
