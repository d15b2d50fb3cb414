package incoming.address;

import java.net.InetAddress;

/**
 * Addresses that begin with the same bits, such as {@code 10.0.0.0/8}.
 *
 * @param bits how many bits they share with {@code first}
 */
public record AddressRange(InetAddress first, int bits) {

  /**
   * Reads {@code address} or {@code address/bits}.
   *
   * @throws IllegalArgumentException says what is wrong, and what would be right
   */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    InetAddress first =
        AddressLiteral.parse(address)
            .orElseThrow(() -> new IllegalArgumentException("'" + address + "' is no address"));
    int most = first.getAddress().length * Byte.SIZE;
    AddressRange range =
        new AddressRange(first, slash < 0 ? most : bits(text.substring(slash + 1), most));
    if (!range.endsInZeros()) {
      throw new IllegalArgumentException(
          "'" + text + "' has a bit behind its first " + range.bits + ", which have to be zero");
    }
    return range;
  }

  /** Whether {@code address} is one of them; one of the other family never is. */
  public boolean contains(InetAddress address) {
    return contains(address.getAddress());
  }

  /** Whether {@code address}, of 4 or 16 bytes, is one of them. */
  public boolean contains(byte[] address) {
    byte[] prefix = first.getAddress();
    if (address.length != prefix.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      if (isSet(address, bit) != isSet(prefix, bit)) {
        return false;
      }
    }
    return true;
  }

  private boolean endsInZeros() {
    byte[] prefix = first.getAddress();
    for (int bit = bits; bit < prefix.length * Byte.SIZE; bit++) {
      if (isSet(prefix, bit)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSet(byte[] address, int bit) {
    return (address[bit / Byte.SIZE] & (0x80 >> (bit % Byte.SIZE))) != 0;
  }

  private static int bits(String text, int most) {
    if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) > most) {
      throw new IllegalArgumentException(
          "'/" + text + "' is no prefix; it is a number from 0 to " + most);
    }
    return Integer.parseInt(text);
  }
}
