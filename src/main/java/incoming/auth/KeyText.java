package incoming.auth;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/**
 * The text of a new API key: {@code inc_}, 256 random bits as 43 letters and digits, and a checksum
 * of 6.
 *
 * <p>Prefix and checksum are for those who look for secrets in code and logs: they can tell a key
 * without asking anybody. The checksum is the CRC-32 of the 43 characters, in the same digits.
 */
final class KeyText {
  /** How long it is in all. */
  static final int LENGTH = 53;

  private static final String PREFIX = "inc_";
  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());
  private static final int BYTES = 32;
  private static final int RANDOM_DIGITS = 43;
  private static final int CHECK_DIGITS = 6;

  private KeyText() {}

  static String random(RandomGenerator random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String digits = digits(new BigInteger(1, bytes), RANDOM_DIGITS);
    CRC32 check = new CRC32();
    check.update(digits.getBytes(StandardCharsets.US_ASCII));
    return PREFIX + digits + digits(BigInteger.valueOf(check.getValue()), CHECK_DIGITS);
  }

  private static String digits(BigInteger number, int count) {
    char[] digits = new char[count];
    BigInteger rest = number;
    for (int i = count - 1; i >= 0; i--) {
      BigInteger[] parts = rest.divideAndRemainder(BASE);
      digits[i] = DIGITS.charAt(parts[1].intValue());
      rest = parts[0];
    }
    return new String(digits);
  }
}
