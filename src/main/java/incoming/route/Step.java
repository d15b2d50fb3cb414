package incoming.route;

import java.util.Map;
import org.apache.camel.Processor;

/**
 * One kind of step that a route file may name as {@code to: incoming:<name>?option=value}.
 *
 * <p>Called while a route is built, once for all uses that write the same URI: Camel has one
 * endpoint for them, so that its processor may serve several routes at once. It removes the options
 * that it knows from the map; what is left is reported as unknown. A wrong option is an {@link
 * IllegalArgumentException} whose message tells an engineer what would be right: that route does
 * not start, every other one does.
 */
@FunctionalInterface
public interface Step {
  /** The processor for one use of the step. */
  Processor create(Map<String, Object> options);
}
