package incoming.jinjava;

import com.hubspot.jinjava.el.ext.ExtendedParser;
import com.hubspot.jinjava.interpret.Context;
import com.hubspot.jinjava.lib.exptest.ExpTest;
import com.hubspot.jinjava.lib.filter.Filter;
import com.hubspot.jinjava.util.ForLoop;
import java.beans.FeatureDescriptor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import jinjava.javax.el.ELContext;
import jinjava.javax.el.ELResolver;

/**
 * What the names in an expression stand for: variables, members, elements, and nothing else.
 *
 * <p>It replaces jinjava's resolver, which reads properties and calls methods of Java objects
 * (CVE-2025-59340 and CVE-2026-25526 came in that way). Here only maps, lists, texts and the loop
 * have members, and the only things that can be called are filters, tests and four read-only
 * methods of an object.
 */
final class Names extends ELResolver {
  private final Rendering rendering;
  private final Calls calls;

  Names(Rendering rendering, Calls calls) {
    this.rendering = rendering;
    this.calls = calls;
  }

  @Override
  public Object getValue(ELContext context, Object base, Object property) {
    context.setPropertyResolved(true);
    return base == null ? variable((String) property) : member(base, property);
  }

  private Object variable(String name) {
    if (name.equals(ExtendedParser.INTERPRETER)) {
      return rendering;
    } else if (name.startsWith(ExtendedParser.FILTER_PREFIX)) {
      return Filters.BY_NAME.get(name.substring(ExtendedParser.FILTER_PREFIX.length()));
    } else if (name.startsWith(ExtendedParser.EXPTEST_PREFIX)) {
      return Tests.BY_NAME.get(name.substring(ExtendedParser.EXPTEST_PREFIX.length()));
    }
    if (name.equals("none") || name.equals("None")) {
      return null;
    }
    // Scope by scope, because jinjava's own look-up takes a null for a name that is not there.
    for (Context scope = rendering.getContext(); scope != null; scope = scope.getParent()) {
      if (scope.getScope().containsKey(name) && !name.startsWith("__")) {
        return scope.getScope().get(name);
      }
    }
    return rendering.undefined(name);
  }

  /** The member {@code property} of {@code base}, {@link Undefined} when it has none. */
  Object member(Object base, Object property) {
    if (base instanceof Undefined) {
      return base;
    }
    String name = String.valueOf(property);
    if (base instanceof Map<?, ?> map) {
      Object value = map.get(name);
      if (value != null || map.containsKey(name)) {
        return value;
      }
    } else if (base instanceof ForLoop loop) {
      return loopMember(loop, name);
    } else if (base instanceof List<?> || base instanceof CharSequence) {
      int index = index(base, name);
      if (index >= 0) {
        return base instanceof List<?> list
            ? list.get(index)
            : String.valueOf(((CharSequence) base).charAt(index));
      }
    }
    return rendering.missing(base, name);
  }

  private static int index(Object base, String name) {
    int size = base instanceof List<?> list ? list.size() : ((CharSequence) base).length();
    try {
      int index = Integer.parseInt(name);
      int fromStart = index < 0 ? index + size : index;
      return fromStart < size ? fromStart : -1;
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private Object loopMember(ForLoop loop, String name) {
    return switch (name) {
      case "index" -> loop.getIndex();
      case "index0" -> loop.getIndex0();
      case "revindex" -> loop.getRevindex();
      case "revindex0" -> loop.getRevindex0();
      case "first" -> loop.isFirst();
      case "last" -> loop.isLast();
      case "length" -> loop.getLength();
      default -> rendering.undefined("loop." + name);
    };
  }

  @Override
  public Object invoke(
      ELContext context, Object base, Object method, Class<?>[] types, Object[] parameters) {
    context.setPropertyResolved(true);
    String name = String.valueOf(method);
    if (base instanceof Filter filter && name.equals("filter")) {
      return calls.filter(filter, parameters);
    } else if (base instanceof ExpTest test && name.equals("evaluate")) {
      return calls.test(test, parameters);
    } else if (base instanceof ExpTest test && name.equals("evaluateNegated")) {
      return !calls.test(test, parameters);
    } else if (base instanceof Undefined undefined) {
      throw undefined.complaint();
    } else if (base instanceof Map<?, ?> map) {
      return callOnMap(map, name, parameters);
    }
    throw rendering.failure("there is no method '" + name + "' to call");
  }

  private Object callOnMap(Map<?, ?> map, String name, Object[] parameters) {
    if (name.equals("get") && parameters.length > 0) {
      Object fallback = parameters.length > 1 ? parameters[1] : null;
      String key = String.valueOf(parameters[0]);
      return map.containsKey(key) ? map.get(key) : fallback;
    }
    return switch (name) {
      case "keys" -> new ArrayList<>(map.keySet());
      case "values" -> new ArrayList<>(map.values());
      case "items" -> Lists.pairs(map);
      default -> throw rendering.failure("there is no method '" + name + "' to call");
    };
  }

  @Override
  public Class<?> getType(ELContext context, Object base, Object property) {
    context.setPropertyResolved(true);
    return Object.class;
  }

  @Override
  public void setValue(ELContext context, Object base, Object property, Object value) {
    throw rendering.failure("the event cannot be changed");
  }

  @Override
  public boolean isReadOnly(ELContext context, Object base, Object property) {
    context.setPropertyResolved(true);
    return true;
  }

  @Override
  public Iterator<FeatureDescriptor> getFeatureDescriptors(ELContext context, Object base) {
    return Collections.emptyIterator();
  }

  @Override
  public Class<?> getCommonPropertyType(ELContext context, Object base) {
    return Object.class;
  }
}
