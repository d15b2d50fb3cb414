package incoming.config;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Sha256Test {
  // FIPS 180-4's example
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void digestIsThatOfTheStandard() {
    assertThat(HexFormat.of().formatHex(Sha256.of("abc".getBytes(US_ASCII)))).isEqualTo(ABC);
  }

  @Test
  void digestsThatBeginTogetherKnowNothingOfEachOther() {
    MessageDigest one = Sha256.begin();
    MessageDigest other = Sha256.begin();
    one.update("ab".getBytes(US_ASCII));
    other.update("x".getBytes(US_ASCII));
    assertThat(HexFormat.of().formatHex(one.digest("c".getBytes(US_ASCII)))).isEqualTo(ABC);
  }
}
