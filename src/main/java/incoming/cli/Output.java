package incoming.cli;

/** How answers are printed; the names are the values of {@code --output}. */
enum Output {
  /** For people; it may change. */
  text,
  /** For programs: what the API answered, byte for byte. */
  json
}
