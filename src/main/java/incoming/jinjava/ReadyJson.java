package incoming.jinjava;

/** JSON text that {@code tojson} made: where a JSON value may stand it is written as it is. */
record ReadyJson(String text) {
  @Override
  public String toString() {
    return text;
  }
}
