package incoming.target;

import incoming.event.Event;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpUriRequest;

/**
 * What a credential adds to a request, so that the target knows who calls.
 *
 * <p>Thread-safe. A failure is a {@link CallFailure}, which never holds a secret.
 */
interface Proof {
  /** What stands for a secret wherever a request is shown. */
  String MASK = "***";

  /** For a credential that shows itself when the connection is made, if at all. */
  Proof NONE =
      new Proof() {
        @Override
        public void add(HttpUriRequest request, byte[] body, Event event) {}

        @Override
        public void mask(HttpUriRequest request, byte[] body, Event event) {}
      };

  /** Adds the proof to a request that is about to be sent; may have to fetch it. */
  void add(HttpUriRequest request, byte[] body, Event event);

  /** Adds the same with {@link #MASK} for what is secret; never touches the network. */
  void mask(HttpUriRequest request, byte[] body, Event event);

  /** Whether {@code refused}, which the target answered with 401, may now go better. */
  default boolean renew(HttpUriRequest refused) {
    return false;
  }

  /** What {@link #add} adds that is secret and known beforehand, as it is. */
  default List<String> secrets() {
    return List.of();
  }

  /** Puts {@code value} in the place of every header of that name. */
  static void set(HttpUriRequest request, String header, String value) {
    // A route may have set several, of which setHeader alone would replace one.
    request.removeHeaders(header);
    request.setHeader(header, value);
  }
}
