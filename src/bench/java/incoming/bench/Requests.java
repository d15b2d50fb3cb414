package incoming.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The same requests as {@code bench/requests.lua} sends, for {@link OpenLoop}. */
final class Requests {
  private static final int TURNS = 20;
  private static final int FIRST_KNOWN_TURN = 16;
  private static final int STEP = 7919;

  private final Workload workload;
  private final Cart cart;
  private final long first;
  private final long known;
  private final List<String> tokens;

  /** New orders count up from {@code first}, known ones are below {@code known}. */
  Requests(Workload workload, long first, long known, String tokensFile) {
    this.workload = workload;
    this.cart = Cart.read();
    this.first = first;
    this.known = known;
    this.tokens = tokensFile.equals("-") ? List.of() : lines(Path.of(tokensFile));
  }

  /**
   * One request.
   *
   * @param token {@code null} for none
   * @param status that it must be answered with
   */
  @SuppressWarnings("ArrayRecordComponent") // written once, never compared
  record One(String token, byte[] body, int status) {}

  String path() {
    return workload.path();
  }

  One of(long n) {
    return switch (workload.orders()) {
      case NEW -> taken(n);
      case KNOWN -> repeated(n);
      case REFUSED -> refused(n, n % 2 == 0 ? forged(token(n)) : null);
      case MIXED -> mixed(n);
    };
  }

  private One mixed(long n) {
    long turn = n % TURNS;
    if (turn < FIRST_KNOWN_TURN) {
      return taken(n);
    }
    return turn < TURNS - 1 ? repeated(n) : refused(n, forged(token(n)));
  }

  private One taken(long n) {
    return new One(token(n), cart.of(first + n), 200);
  }

  private One repeated(long n) {
    return new One(token(n), cart.of(n * STEP % known), 204);
  }

  private One refused(long n, String token) {
    return new One(token, cart.of(first + n), 401);
  }

  private String token(long n) {
    return tokens.isEmpty() ? null : tokens.get((int) (n % tokens.size()));
  }

  /** With the first letter of the signature changed: the last one does not count whole. */
  static String forged(String token) {
    int signature = token.lastIndexOf('.') + 1;
    char other = token.charAt(signature) == 'A' ? 'B' : 'A';
    return token.substring(0, signature) + other + token.substring(signature + 1);
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
