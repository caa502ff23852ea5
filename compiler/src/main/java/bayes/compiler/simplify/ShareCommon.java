package bayes.compiler.simplify;

import bayes.compiler.program.Array;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Parts;
import bayes.compiler.program.Program;
import bayes.compiler.program.Register;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Value;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Computes what has the same operation and operands once in each scope, loads what was stored there
 * from the value itself, and reads the lengths of allocated arrays from their allocation.
 */
final class ShareCommon extends Rewrite {
  private final Deque<Map<Object, Value>> scopes = new ArrayDeque<>();
  private final Map<Array, Value> lengths = new HashMap<>();
  private final Set<Array> changing = new HashSet<>();

  private ShareCommon(Program program) {
    super(program);
    scopes.push(new HashMap<>());
    Parts.forEach(program.prelude(), this::note);
    Parts.forEach(program.body(), this::note);
  }

  static Program apply(Program program) {
    return new ShareCommon(program).apply();
  }

  /** Elements of an array that is only stored to have one value per evaluation. */
  private void note(Statement s) {
    boolean onlyStores =
        s instanceof Statement.Store
            || (s instanceof Statement.Call call && !call.primitive().isAdjoint());
    if (!onlyStores) changing.addAll(Parts.written(s));
    for (Array array : Parts.written(s)) {
      if (array.role() == Array.Role.OUTPUT) changing.add(array);
    }
  }

  /** The prelude's top level stays in view of the body. */
  @Override
  void enter() {
    scopes.push(new HashMap<>());
  }

  @Override
  void leave() {
    Map<Object, Value> left = scopes.pop();
    if (scopes.size() == 1) {
      left.keySet().removeIf(key -> key instanceof Get);
      scopes.element().putAll(left);
    }
  }

  @Override
  void rewrite(Statement s) {
    if (s instanceof Statement.Allocate a) lengths.put(a.array(), use(a.length()));
    Value length = s instanceof Statement.Length l ? lengths.get(l.array()) : null;
    if (length != null) {
      replace(s.defined().get(0), length);
      return;
    }
    Object key = key(s);
    if (key != null) {
      Value target = s.defined().get(0);
      Value known = find(key);
      if (known != null) {
        replace(target, known);
        return;
      }
      scopes.element().put(key, target);
    }
    copy(s);
    if (s instanceof Statement.Store t && !changing.contains(t.array())) {
      scopes.element().put(new Load(t.array(), use(t.index())), use(t.value()));
    }
  }

  private @Nullable Value find(Object key) {
    for (Map<Object, Value> scope : scopes) {
      Value found = scope.get(key);
      if (found != null) return found;
    }
    return null;
  }

  private record Constant(Kind kind, long bits) {}

  private record Apply(Operation operation, List<Value> operands) {}

  private record Load(Array array, Value index) {}

  private record Length(Array array) {}

  private record Get(Register register) {}

  private @Nullable Object key(Statement s) {
    if (s instanceof Statement.RealConstant c) {
      return new Constant(Kind.REAL, Double.doubleToLongBits(c.value()));
    }
    if (s instanceof Statement.IntConstant c) return new Constant(Kind.INT, c.value());
    if (s instanceof Statement.Define d) {
      List<Value> operands = d.operands().stream().map(this::use).toList();
      boolean swap = isCommutative(d.operation()) && operands.get(0).id() > operands.get(1).id();
      return new Apply(d.operation(), swap ? List.of(operands.get(1), operands.get(0)) : operands);
    }
    if (s instanceof Statement.Load l && !changing.contains(l.array())) {
      return new Load(l.array(), use(l.index()));
    }
    if (s instanceof Statement.Length l) return new Length(l.array());
    if (s instanceof Statement.Get g && g.register().kind() == Kind.REAL) {
      return g.register().constant() ? null : new Get(g.register());
    }
    return null;
  }

  private static boolean isCommutative(Operation operation) {
    return switch (operation) {
      case ADD, MUL, INT_ADD, INT_MUL, INT_EQ, INT_NE, EQ, NE, AND, OR -> true;
      default -> false;
    };
  }
}
