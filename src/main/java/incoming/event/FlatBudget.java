package incoming.event;

/**
 * Counts what the flat form of one body would take, without building it, and says when it is too
 * much: 43 KB of nested arrays can flatten to 20 MB of names.
 */
final class FlatBudget {
  private final EventSettings limits;
  private int leaves;
  private long size;

  FlatBudget(EventSettings limits) {
    this.limits = limits;
  }

  /** Characters of all flat names and values so far. */
  long size() {
    return size;
  }

  /** Counts one leaf and answers its {@code value}. */
  <T> T leaf(int nameLength, int valueLength, T value) throws Refusal {
    if (++leaves > limits.maxLeaves()) {
      throw new Refusal(
          "too-many-parameters",
          "The body has too many values",
          "the body has more than " + limits.maxLeaves() + " values");
    }
    size += nameLength + valueLength;
    if (size > limits.maxFlatSize()) {
      throw new Refusal(
          "flat-form-too-large",
          "The body is too large when flattened",
          "names and values of the parameters take over " + limits.maxFlatSize() + " characters");
    }
    return value;
  }

  /** Answers the length of a flat name if it is within the limit. */
  int name(int length) throws Refusal {
    if (length > limits.maxNameLength()) {
      throw new Refusal(
          "parameter-name-too-long",
          "The name of a parameter in the body is too long",
          "a flat name has more than " + limits.maxNameLength() + " characters");
    }
    return length;
  }

  /** Answers the depth of an object or array if it is within the limit. */
  int depth(int depth) throws Refusal {
    if (depth > limits.maxDepth()) {
      throw new Refusal(
          "too-deep",
          "The body is nested too deeply",
          "objects and arrays stand more than " + limits.maxDepth() + " deep in one another");
    }
    return depth;
  }

  /** Answers the length of a number's text if it is within the limit. */
  int number(int length) throws Refusal {
    if (length > limits.maxNumberLength()) {
      throw new Refusal(
          "number-too-long",
          "A number in the body is too long",
          "a number has "
              + length
              + " characters; at most "
              + limits.maxNumberLength()
              + " may be");
    }
    return length;
  }
}
