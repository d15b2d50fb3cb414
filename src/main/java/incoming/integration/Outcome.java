package incoming.integration;

import incoming.route.Finding;
import java.util.List;
import java.util.Map;

/**
 * What became of a change of an integration; nothing is changed unless it is {@link Changed} or
 * {@link Deleted}.
 */
public sealed interface Outcome {
  /**
   * It is done.
   *
   * @param warnings what a lint says of what was published
   */
  record Changed(Entry entry, List<Finding> warnings) implements Outcome {}

  /** It is gone, by this change. */
  record Deleted() implements Outcome {}

  /** There is no such integration, or version; answered 404. */
  record Gone() implements Outcome {}

  /** Somebody has changed it since it was read; answered 412. */
  record Conflict(String detail) implements Outcome {}

  /**
   * It cannot be done as things are; answered 409.
   *
   * @param name of the kind of problem, such as {@code customised}
   */
  record Refused(String name, String detail) implements Outcome {}

  /**
   * The folder of the route files cannot be written to; answered 409.
   *
   * @param files what would have been written, by name, to be committed where they come from
   */
  record ReadOnly(Map<String, String> files) implements Outcome {}

  /** Fields that are wrong or missing; answered 422. */
  record Faulty(List<Fault> faults) implements Outcome {}

  /** The route file or its template would be refused; answered 422. */
  record Findings(List<Finding> findings) implements Outcome {}
}
