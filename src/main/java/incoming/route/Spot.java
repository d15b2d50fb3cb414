package incoming.route;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** A place in a file: line and column from 1, columns in code points. */
record Spot(int line, int column) {
  static final Spot START = new Spot(1, 1);

  static Spot of(Mark mark) {
    return new Spot(mark.getLine() + 1, mark.getColumn() + 1);
  }

  /** Where {@code node} begins. */
  static Spot of(Node node) {
    return node.getStartMark().map(Spot::of).orElse(START);
  }

  Spot right(int columns) {
    return new Spot(line, column + columns);
  }
}
