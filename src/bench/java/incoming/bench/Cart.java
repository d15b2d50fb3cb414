package incoming.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The body of every request: about 1 KiB of nested JSON, one order number apart. */
public final class Cart {
  static final Path BODY = Path.of("bench", "cart.json");
  static final Path TEMPLATE = Path.of("bench", "cart.json.j2");

  /** What the deduplication hash is over. */
  public static final String HASHED = "body.order_number, body.customer.email";

  /** The e-mail address in every cart. */
  public static final String EMAIL = "anna@example.com";

  private final String before;
  private final String after;

  private Cart(String before, String after) {
    this.before = before;
    this.after = after;
  }

  /** Reads the files; the working directory must be the project's. */
  public static Cart read() {
    String[] parts = text(BODY).split("@ORDER@", -1);
    return new Cart(parts[0], parts[1]);
  }

  /** The cart of the order {@code number}. */
  public byte[] of(long number) {
    return (before + order(number) + after).getBytes(StandardCharsets.UTF_8);
  }

  /** The order number that is sent for {@code number}. */
  public static String order(long number) {
    String digits = Long.toString(number);
    return "A-" + "0".repeat(12 - digits.length()) + digits;
  }

  /** The template of the outgoing request. */
  public static String template() {
    return text(TEMPLATE);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
