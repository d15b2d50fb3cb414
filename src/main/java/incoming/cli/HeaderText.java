package incoming.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A header as it is written as an argument: {@code Name: value}. */
record HeaderText(String name, String value) {
  static HeaderText parse(String text, Connection connection) {
    int colon = text.indexOf(':');
    if (colon < 1) {
      throw connection.usage("--header is written 'Name: value'.");
    }
    return new HeaderText(text.substring(0, colon), text.substring(colon + 1).strip());
  }

  /** As the API takes it, with the value called {@code member}. */
  ObjectNode json(String member) {
    return Json.object().put("name", name).put(member, value);
  }
}
