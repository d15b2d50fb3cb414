package incoming.bench;

import java.util.Locale;
import java.util.Optional;

/** What is sent, and what must come of it. */
enum Workload {
  /** Every request is new, is queued on disk, and is delivered at the same time. */
  ACCEPT(Orders.NEW, Guard.NONE, true),
  /** Every request is new, and its sender waits for the target. */
  DIRECT(Orders.NEW, Guard.NONE, false),
  /** Every request was taken before. */
  DUPLICATE(Orders.KNOWN, Guard.NONE, true),
  /** As {@link #DIRECT}, with one of 1,000 tokens under a shared secret. */
  JWT_HS256(Orders.NEW, Guard.SECRET, false),
  /** As {@link #DIRECT}, with one of 1,000 tokens under an RSA key. */
  JWT_RS256(Orders.NEW, Guard.RSA, false),
  /** No token, or one whose signature is wrong, in turn. */
  REFUSED(Orders.REFUSED, Guard.SECRET, true),
  /** As {@link #ACCEPT} with tokens: 80 % new, 15 % duplicates, 5 % with a wrong signature. */
  MIXED(Orders.MIXED, Guard.SECRET, true);

  /** Orders of {@link #DUPLICATE} that are known before anything is measured. */
  static final int KNOWN_ORDERS = 2_000;

  private final Orders orders;
  private final Guard guard;
  private final boolean queued;

  Workload(Orders orders, Guard guard, boolean queued) {
    this.orders = orders;
    this.guard = guard;
    this.queued = queued;
  }

  /** What {@code bench/requests.lua} is to send. */
  enum Orders {
    NEW,
    KNOWN,
    REFUSED,
    MIXED;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The key that the integration of a workload checks tokens with. */
  enum Guard {
    NONE,
    SECRET,
    RSA;

    /** The name of the key in the settings. */
    Optional<String> key() {
      return this == NONE ? Optional.empty() : Optional.of(name().toLowerCase(Locale.ROOT));
    }
  }

  /** On the command line, in tables, and as the last segment of the path. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Workload of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  String path() {
    return "/in/" + word();
  }

  Orders orders() {
    return orders;
  }

  Guard guard() {
    return guard;
  }

  /** Whether the integration has a queue; if not, its sender waits for the target. */
  boolean queued() {
    return queued;
  }

  /** How many of so many requests are answered with 401. */
  double refusedShare() {
    return switch (orders) {
      case REFUSED -> 1;
      case MIXED -> 0.05;
      default -> 0;
    };
  }

  /** How many of so many requests become calls. */
  double calledShare() {
    return switch (orders) {
      case NEW -> 1;
      case MIXED -> 0.8;
      default -> 0;
    };
  }
}
