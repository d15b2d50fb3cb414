package incoming.integration;

import java.util.regex.Pattern;

/** The ids of endpoints: the last segment of the path that is posted to. */
final class Endpoints {
  static final String FOLDER = "/in/";

  /** Also ids that a person has chosen in a route file; those of this product are UUIDs. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,99}");

  private Endpoints() {}

  static void check(String id, Faults faults) {
    if (!ID.matcher(id).matches()) {
      faults.add("is a UUID, or up to 100 letters, digits and - . _ ~");
    }
  }
}
