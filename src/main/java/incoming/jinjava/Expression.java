package incoming.jinjava;

import jinjava.de.odysseus.el.tree.Bindings;
import jinjava.de.odysseus.el.tree.ExpressionNode;

/** One expression of a template, parsed and bound once; shared by threads. */
record Expression(String text, ExpressionNode root, Bindings bindings) {}
