package incoming.auth;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The API keys that were created at run time, as one JSON file.
 *
 * @param salt what makes the ids of keys, random text of this installation; empty until it is
 *     needed
 * @param keys in the order of their names
 */
record StoredKeys(String salt, List<StoredKey> keys) {
  /** What there is before the first change. */
  static final StoredKeys NONE = new StoredKeys("", List.of());

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  StoredKeys {
    keys = keys.stream().sorted(Comparator.comparing(StoredKey::name)).toList();
  }

  static StoredKeys read(byte[] json) throws IOException {
    try {
      return JSON.readValue(json, StoredKeys.class);
    } catch (IOException e) {
      throw unreadable();
    }
  }

  /** Without Jackson's cause, which may quote the file. */
  private static IOException unreadable() {
    return new IOException("it is not as this application writes it");
  }

  byte[] write() {
    try {
      return JSON.writeValueAsBytes(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("keys are texts and can be written", e);
    }
  }

  Optional<StoredKey> named(String name) {
    return keys.stream().filter(key -> key.name().equals(name)).findFirst();
  }

  /** These, with {@code key} in the place of any of its name. */
  StoredKeys with(StoredKey key) {
    List<StoredKey> all = new ArrayList<>(without(key.name()).keys);
    all.add(key);
    return new StoredKeys(salt, all);
  }

  StoredKeys without(String name) {
    return new StoredKeys(salt, keys.stream().filter(key -> !key.name().equals(name)).toList());
  }

  StoredKeys salted(String text) {
    return new StoredKeys(text, keys);
  }

  /** Names alone. */
  @Override
  public String toString() {
    return "StoredKeys" + keys;
  }
}
