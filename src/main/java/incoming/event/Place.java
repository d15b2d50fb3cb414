package incoming.event;

/**
 * A place in a text as an editor shows it: lines end in LF, CR or CRLF, columns count code points,
 * both from 1.
 */
record Place(int line, int column) {

  /** The place of the character at {@code offset}, or of the end of the text. */
  static Place of(CharSequence text, int offset) {
    int end = Math.min(offset, text.length());
    int line = 1;
    int start = 0;
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      if (c == '\n' || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'))) {
        line++;
        start = i + 1;
      }
    }
    return new Place(line, 1 + Character.codePointCount(text, start, end));
  }

  @Override
  public String toString() {
    return "line " + line + ", column " + column;
  }
}
