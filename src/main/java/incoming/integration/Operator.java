package incoming.integration;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a condition asks of a parameter. A parameter that is not there meets none but {@link
 * #NOT_EQUALS}.
 */
public enum Operator {
  /** A number equals a text that writes it; otherwise types differ. */
  @JsonProperty("equals")
  EQUALS("=="),
  @JsonProperty("not-equals")
  NOT_EQUALS("!="),
  /** A text that has the value in it, or a list that has it as an element. */
  @JsonProperty("contains")
  CONTAINS("contains"),
  @JsonProperty("starts-with")
  STARTS_WITH("=~"),
  /** A number above a number, or a text behind a text in the order of their characters. */
  @JsonProperty("greater")
  GREATER(">"),
  @JsonProperty("less")
  LESS("<"),
  /** Whatever its value is, also null. */
  @JsonProperty("exists")
  EXISTS(""),
  /** The whole text matches a regular expression, of RE2; see {@link incoming.filter.Regex}. */
  @JsonProperty("matches")
  MATCHES("=~");

  private final String sign;

  Operator(String sign) {
    this.sign = sign;
  }

  /** How a JSONPath filter writes it. */
  String sign() {
    return sign;
  }
}
