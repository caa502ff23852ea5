package bayes.compiler.lower;

import bayes.compiler.model.Symbol;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What names stand for: views for variables, extents for the dimensions that arguments bring. */
final class Environment {
  private final @Nullable Environment parent;
  private final Map<Symbol, Supplier<View>> variables = new HashMap<>();
  private final Map<Symbol, Extent> dimensions = new HashMap<>();
  private final Map<Symbol, ComponentView> components = new HashMap<>();

  private Environment(@Nullable Environment parent) {
    this.parent = parent;
  }

  static Environment root() {
    return new Environment(null);
  }

  /** A scope within this one. */
  Environment nested() {
    return new Environment(this);
  }

  void bind(Symbol symbol, View view) {
    variables.put(symbol, () -> view);
  }

  /** Binds to what {@code view} gives at each use. */
  void bindLazily(Symbol symbol, Supplier<View> view) {
    variables.put(symbol, view);
  }

  void bindDimension(Symbol symbol, Extent extent) {
    dimensions.put(symbol, extent);
  }

  void bindComponent(Symbol symbol, ComponentView component) {
    components.put(symbol, component);
  }

  @Nullable ComponentView findComponent(Symbol symbol) {
    for (Environment scope = this; scope != null; scope = scope.parent) {
      ComponentView component = scope.components.get(symbol);
      if (component != null) return component;
    }
    return null;
  }

  ComponentView component(Symbol symbol) {
    ComponentView component = findComponent(symbol);
    if (component == null) throw new IllegalStateException("unbound component " + symbol);
    return component;
  }

  @Nullable View find(Symbol symbol) {
    for (Environment scope = this; scope != null; scope = scope.parent) {
      Supplier<View> view = scope.variables.get(symbol);
      if (view != null) return view.get();
    }
    return null;
  }

  @Nullable Extent findDimension(Symbol symbol) {
    for (Environment scope = this; scope != null; scope = scope.parent) {
      Extent extent = scope.dimensions.get(symbol);
      if (extent != null) return extent;
    }
    return null;
  }
}
