package incoming.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * All API keys at one moment: those that were created, and those declared, which hide any created
 * one of the name of a declared key of whatever kind. Immutable.
 *
 * @param byId without those that have no id yet
 */
record KeyTable(StoredKeys stored, Map<String, KnownKey> byName, Map<String, KnownKey> byId) {
  private static final int ID_BYTES = 16;

  static KeyTable of(StoredKeys stored, Keys declared) {
    Map<String, KnownKey> byName = new TreeMap<>();
    for (StoredKey key : stored.keys()) {
      if (!declared.names().contains(key.name())) {
        SecretDigest digest = SecretDigest.parse(key.sha256());
        String id = id(stored.salt(), key.name(), digest);
        byName.put(key.name(), new KnownKey(key.name(), digest, id, Optional.of(key)));
      }
    }
    for (ApiKey key : declared.api().keys().values()) {
      String id = id(stored.salt(), key.name(), key.digest());
      byName.put(key.name(), new KnownKey(key.name(), key.digest(), id, Optional.empty()));
    }
    Map<String, KnownKey> byId = new HashMap<>();
    byName.values().stream()
        .filter(key -> !key.id().isEmpty())
        .forEach(key -> byId.put(key.id(), key));
    return new KeyTable(stored, Collections.unmodifiableMap(byName), byId);
  }

  /**
   * Salted, since whoever sees a token sees the id: of a declared secret that can be guessed, it
   * must not say whether a guess is right.
   */
  private static String id(String salt, String name, SecretDigest digest) {
    if (salt.isEmpty()) {
      return "";
    }
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(salt.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] id = mac.doFinal((name + ":" + digest.hex()).getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(id, ID_BYTES));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }
}
