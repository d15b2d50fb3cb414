package incoming.integration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The URI of a step as it is written: what comes before its options, and they. */
record StepUri(String step, Map<String, String> options) {

  /** Any text is one. */
  static StepUri read(String uri) {
    int query = uri.indexOf('?');
    Map<String, String> options = new LinkedHashMap<>();
    if (query >= 0) {
      for (String option : uri.substring(query + 1).split("&", -1)) {
        int equals = option.indexOf('=');
        if (equals > 0) {
          options.put(option.substring(0, equals), option.substring(equals + 1));
        }
      }
    }
    return new StepUri(query < 0 ? uri : uri.substring(0, query), options);
  }

  /** The value of an option, empty when it is not there. */
  String text(String option) {
    return options.getOrDefault(option, "");
  }

  /** The values of an option that are separated by commas; none when it is not there. */
  List<String> list(String option) {
    return options.containsKey(option) ? List.of(text(option).split(",", -1)) : List.of();
  }
}
