package incoming.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HashKeyTest {
  @Property
  void everyHashComesBack(@ForAll @Size(16) byte[] hash) {
    assertThat(HashKey.bytes(HashKey.text(hash), "any endpoint")).isEqualTo(hash);
  }

  @Property
  void differentTextsHaveDifferentHashes(@ForAll String a, @ForAll String b) {
    Assume.that(!a.equals(b));
    assertThat(HashKey.bytes(a, "")).hasSize(HashKey.LENGTH).isNotEqualTo(HashKey.bytes(b, ""));
  }

  @Test
  void loneSurrogatesAreNotOneCharacter() {
    assertThat(HashKey.bytes("\ud800", "")).isNotEqualTo(HashKey.bytes("\ud801", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "h1:",
        "h1:AAAAAAAAAAAAAAAAAAAAAA==",
        "h1:AAAAAAAAAAAAAAAAAAAAA",
        "h1:AAAAAAAAAAAAAAAAAAAAA*",
        "h1:AAAAAAAAAAAAAAAAAAAAAB",
        "h2:AAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAA"
      })
  void whatIsNotWrittenHereIsForeign(String key) {
    assertThat(HashKey.bytes(key, ""))
        .isNotEqualTo(new byte[HashKey.LENGTH])
        .isNotEqualTo(HashKey.bytes(key, "endpoint"));
  }
}
