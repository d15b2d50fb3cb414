package incoming.integration;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import incoming.filter.JsonPaths;
import java.util.List;

/**
 * Which events trigger anything; the others are answered 200 and forgotten. In JSON {@code type} is
 * {@code none}, {@code conditions} or {@code jsonpath}.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Filter.None.class, name = "none"),
  @JsonSubTypes.Type(value = Filter.Conditions.class, name = "conditions"),
  @JsonSubTypes.Type(value = Filter.JsonPath.class, name = "jsonpath")
})
public sealed interface Filter {
  /** Adds what is wrong with it. */
  void check(Faults faults);

  /** Every event. */
  record None() implements Filter {
    @Override
    public void check(Faults faults) {
      // There is nothing to fill in.
    }
  }

  /** Whether all conditions have to be met, or one of them. */
  enum Match {
    @JsonProperty("all")
    ALL(" && "),
    @JsonProperty("any")
    ANY(" || ");

    private final String sign;

    Match(String sign) {
      this.sign = sign;
    }

    /** What stands between two conditions in a JSONPath filter. */
    String sign() {
      return sign;
    }
  }

  /** Events that meet 1 to 20 conditions. With one condition it does not matter which match. */
  record Conditions(Match match, List<Condition> conditions) implements Filter {
    private static final int MOST = 20;

    public Conditions {
      conditions = conditions == null ? List.of() : List.copyOf(conditions);
      match = match == null || conditions.size() < 2 ? Match.ALL : match;
    }

    @Override
    public void check(Faults faults) {
      Faults list = faults.at("conditions");
      if (conditions.isEmpty() || conditions.size() > MOST) {
        list.add("needs 1 to " + MOST + " conditions");
      }
      for (int i = 0; i < conditions.size(); i++) {
        conditions.get(i).check(list.at(i));
      }
    }
  }

  /**
   * Events in which a JSONPath finds something. One that says what {@link Conditions} can say is
   * read back from a route file as those.
   *
   * @param path from the root of the event, {@code $[?(@.body.status == 'paid')]}
   */
  record JsonPath(String path) implements Filter {
    private static final int LONGEST = 4000;

    public JsonPath {
      path = Texts.orEmpty(path);
    }

    @Override
    public void check(Faults faults) {
      Faults at = faults.at("path");
      at.line(path, LONGEST);
      at.withoutPlaceholder(path);
      if (!path.startsWith("$") || !path.strip().equals(path)) {
        at.add("begins with $ and has no blank around it");
      } else if (path.contains("${")) {
        at.add("has ${, which Camel would replace; write \\u007b for the brace");
      } else if (path.length() <= LONGEST) {
        // A longer one could need more of a stack than there is.
        Texts.check(() -> JsonPaths.check(path), at);
      }
    }
  }
}
