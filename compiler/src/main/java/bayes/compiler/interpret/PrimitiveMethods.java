package bayes.compiler.interpret;

import bayes.compiler.program.Primitive;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Calls the methods of the runtime that primitives are, by name. */
final class PrimitiveMethods {
  private final Map<Primitive, Method> known = new EnumMap<>(Primitive.class);

  /** What the method returns; {@code arguments} are in the order of its parameters. */
  Object call(Primitive primitive, List<Object> arguments) {
    Method method = known.computeIfAbsent(primitive, p -> find(p, arguments.size()));
    try {
      return method.invoke(null, arguments.toArray());
    } catch (InvocationTargetException thrown) {
      throw new IllegalStateException(primitive + " failed", thrown.getCause());
    } catch (IllegalAccessException hidden) {
      throw new IllegalStateException(primitive + " is not public", hidden);
    }
  }

  private static Method find(Primitive primitive, int parameters) {
    try {
      for (Method method : Class.forName(primitive.owner()).getMethods()) {
        boolean fits =
            method.getName().equals(primitive.method()) && method.getParameterCount() == parameters;
        if (fits) return method;
      }
    } catch (ClassNotFoundException missing) {
      throw new IllegalStateException("no class for " + primitive, missing);
    }
    throw new IllegalStateException("no method for " + primitive);
  }
}
