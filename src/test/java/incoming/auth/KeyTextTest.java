package incoming.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Random;
import java.util.zip.CRC32;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class KeyTextTest {
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private static BigInteger number(String digits) {
    BigInteger number = BigInteger.ZERO;
    for (int i = 0; i < digits.length(); i++) {
      BigInteger digit = BigInteger.valueOf(DIGITS.indexOf(digits.charAt(i)));
      number = number.multiply(BigInteger.valueOf(DIGITS.length())).add(digit);
    }
    return number;
  }

  @Property
  void everyRandomBitIsInTheKeyAndTheChecksumFits(@ForAll long seed) {
    byte[] bytes = new byte[32];
    new Random(seed).nextBytes(bytes);
    String key = KeyText.random(new Random(seed));

    assertThat(key).matches("inc_[0-9A-Za-z]{49}").hasSize(KeyText.LENGTH);
    String random = key.substring(4, 47);
    assertThat(number(random)).isEqualTo(new BigInteger(1, bytes));
    CRC32 check = new CRC32();
    check.update(random.getBytes(StandardCharsets.US_ASCII));
    assertThat(number(key.substring(47)).longValueExact()).isEqualTo(check.getValue());
  }

  @Test
  void noTwoKeysAreAlike() {
    SecureRandom random = new SecureRandom();

    assertThat(KeyText.random(random)).isNotEqualTo(KeyText.random(random));
  }
}
