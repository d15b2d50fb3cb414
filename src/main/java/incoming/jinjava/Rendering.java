package incoming.jinjava;

import com.hubspot.jinjava.interpret.AutoCloseableSupplier.AutoCloseableImpl;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.interpret.JinjavaInterpreter;
import com.hubspot.jinjava.interpret.OutputTooBigException;
import com.hubspot.jinjava.interpret.TemplateError;
import com.hubspot.jinjava.interpret.TemplateError.ErrorReason;
import com.hubspot.jinjava.interpret.errorcategory.BasicTemplateErrorCategory;
import com.hubspot.jinjava.objects.collections.PyList;
import com.hubspot.jinjava.tree.Node;
import incoming.event.Event;
import java.util.List;
import java.util.Map;
import jinjava.javax.el.ELContext;
import jinjava.javax.el.ELResolver;
import jinjava.javax.el.FunctionMapper;
import jinjava.javax.el.VariableMapper;

/**
 * One rendering of one template from one event: jinjava's interpreter with our own expressions.
 *
 * <p>jinjava's tags run on it unchanged; every expression that they read comes through {@link
 * #resolveELExpression}, every error that they would collect ends the rendering, and every node
 * passes {@link #step}, where the time is watched. Nothing is written to the shared parent context,
 * so that one serves all threads. Used by one thread, once.
 */
final class Rendering extends JinjavaInterpreter {
  private static final int STEPS_BETWEEN_LOOKS_AT_THE_CLOCK = 32;

  private final Template template;
  private final Map<String, Object> request;
  private final BodyNames bodyNames;
  private final Calls calls = new Calls(this);
  private final Names names = new Names(this, calls);
  private final ELContext elContext = new View();
  private final long deadline;
  private String file;
  private String current = "";
  private int steps;

  Rendering(Template template, Event event) {
    super(Jinja.ENGINE, new Context(Jinja.ENGINE.getGlobalContext()), Jinja.CONFIG);
    this.template = template;
    this.file = template.name();
    this.request = event.asMap();
    this.bodyNames = new BodyNames(event);
    this.deadline = template.clock().getAsLong() + Limits.MILLIS * 1_000_000L;
    getContext().put("request", request);
  }

  /** The rendering that this thread is in. */
  static Rendering current() {
    return (Rendering) JinjavaInterpreter.getCurrent();
  }

  /** Renders {@code nodes}; whatever goes wrong is a {@link TemplateException}. */
  String run(List<Node> nodes) {
    try (AutoCloseableImpl<JinjavaInterpreter> current = closeablePushCurrent(this).get()) {
      StringBuilder out = new StringBuilder(1024);
      for (Node node : nodes) {
        out.append(node.render(current.value()).getValue());
        Limits.checkLength(out.length());
      }
      return out.toString();
    } catch (RuntimeException | StackOverflowError e) {
      throw told(e);
    }
  }

  /** Called for each node: notes its line, and ends a rendering that takes too long. */
  void step(Node node) {
    setLineNumber(node.getLineNumber());
    step();
  }

  /** Ends a rendering that takes too long. */
  void step() {
    if (++steps % STEPS_BETWEEN_LOOKS_AT_THE_CLOCK == 0
        && template.clock().getAsLong() - deadline > 0) {
      throw failure("rendering takes longer than " + Limits.MILLIS + " ms");
    }
  }

  /** Tells errors from here on by the name of an included file; gives back the name before. */
  String enter(String includedFile) {
    String before = file;
    file = includedFile;
    return before;
  }

  TemplateException failure(String what) {
    return new TemplateException(file, getLineNumber(), what);
  }

  Undefined undefined(String name) {
    return new Undefined(() -> failure("'" + name + "' is undefined"));
  }

  private Undefined undefined(String path, String name) {
    // A name that the template does not spell out came from a value, which is not told.
    return current.contains(name)
        ? undefined(path + name)
        : new Undefined(() -> failure("a name computed in {{ " + current + " }} is undefined"));
  }

  /** What a name stands for that {@code base} does not have. */
  Object missing(Object base, String name) {
    if (base == request) {
      return undefined("request.", name);
    } else if (base == request.get("body")) {
      return bodyNames.find(name, this);
    }
    return undefined("", name);
  }

  /** The value of {@code expression}, which errors name from here on. */
  Object evaluate(Expression expression) {
    current = expression.text().strip();
    return expression.root().getValue(expression.bindings(), elContext, Object.class);
  }

  Calls calls() {
    return calls;
  }

  @Override
  public Object resolveELExpression(String expression, int line) {
    setLineNumber(line);
    Object value = evaluate(template.expressions().read(expression, file, line));
    Limits.check(value);
    return value;
  }

  @Override
  public Object resolveProperty(Object base, List<String> path) {
    Object value = base;
    for (String name : path) {
      value = value == null ? null : names.member(value, name);
    }
    return value;
  }

  @Override
  @SuppressWarnings("unchecked") // a for tag with two variables casts a list to this type
  public Object wrap(Object value) {
    return value instanceof List<?> list && !(list instanceof PyList)
        ? new PyList((List<Object>) list)
        : value;
  }

  @Override
  public void addError(TemplateError error) {
    if (error != null) {
      throw failure(reason(error));
    }
  }

  // Messages of libraries quote values of the event; the kind of an error is what may be told.
  private static String reason(TemplateError error) {
    if (error.getCategory() == BasicTemplateErrorCategory.CYCLE_DETECTED) {
      return "the macro '" + error.getCategoryErrors().get("name") + "' calls itself";
    }
    return error.getReason() == ErrorReason.OUTPUT_TOO_BIG
        ? Limits.TOO_LONG
        : "cannot be rendered: " + error.getReason();
  }

  private TemplateException told(Throwable error) {
    for (Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof TemplateException exception) {
        return exception;
      } else if (cause instanceof OutputTooBigException) {
        return failure(Limits.TOO_LONG);
      }
    }
    return failure("cannot compute {{ " + current + " }}: " + error.getClass().getSimpleName());
  }

  private final class View extends ELContext {
    @Override
    public ELResolver getELResolver() {
      return names;
    }

    @Override
    public FunctionMapper getFunctionMapper() {
      return null; // functions were bound when the template was loaded
    }

    @Override
    public VariableMapper getVariableMapper() {
      return null;
    }
  }
}
