package bayes.compiler.differentiate;

import bayes.compiler.program.Array;
import bayes.compiler.program.Block;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Numbering;
import bayes.compiler.program.Parts;
import bayes.compiler.program.Register;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Statement.Accumulate;
import bayes.compiler.program.Statement.Get;
import bayes.compiler.program.Statement.Load;
import bayes.compiler.program.Statement.Loop;
import bayes.compiler.program.Statement.Set;
import bayes.compiler.program.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The adjoints of values, registers and arrays, as they are summed from the last statement back.
 */
final class Adjoints {
  private final Numbering numbering;
  private final Activity activity;
  private final Map<Array, Array> arrays;
  private final Formula formulas;

  Adjoints(Numbering numbering, Activity activity, Map<Array, Array> arrays, Formula formulas) {
    this.numbering = numbering;
    this.activity = activity;
    this.arrays = arrays;
    this.formulas = formulas;
  }

  /** Completes, in their home block, the adjoints of registers that a statement adds to. */
  void totalRegisters(Scope scope, Formula f, Statement s) {
    Parts.forEach(
        s,
        each -> {
          Register r = Parts.changedRegister(each);
          if (r != null && activity.isActiveWrite(each) && scope.owns(r)) total(scope, f, r);
        });
  }

  /** The whole adjoint of a value or register of this block; null if it is 0. */
  @Nullable Value total(Scope home, Formula f, Object original) {
    Scope.Adjoint adjoint = home.adjoint(original);
    if (adjoint.total != null) return adjoint.total;
    Value sum = adjoint.sum;
    if (adjoint.register != null) {
      Value inner = numbering.value(Kind.REAL);
      home.backward.add(new Get(inner, adjoint.register, -1));
      sum = sum == null ? inner : f.add(sum, inner);
    }
    adjoint.total = sum;
    return sum;
  }

  /** Adds to the adjoint of an operand, wherever that began. */
  void contribute(Scope scope, Formula f, Value operand, Value part) {
    if (!activity.of(operand)) return;
    Scope home = scope.home(operand);
    if (!home.settled.contains(operand)) add(scope, f, home, operand, part);
  }

  /** Adds to the adjoint of a value or register that began in {@code home}. */
  void add(Scope scope, Formula f, Scope home, Object original, Value part) {
    Scope.Adjoint adjoint = home.adjoint(original);
    if (adjoint.total != null) throw Differentiate.bug("late contribution to " + original);
    if (home == scope) {
      adjoint.sum = adjoint.sum == null ? part : f.add(adjoint.sum, part);
      return;
    }
    Register register = adjoint.register;
    if (register == null) {
      register = numbering.register(Kind.REAL, false);
      adjoint.register = register;
      Formula beginning = formulas.at(home.beginning, -1);
      home.beginning.add(new Set(register, beginning.real(0), -1));
    }
    scope.backward.add(new Accumulate(register, part, -1));
  }

  /** The array of an array's adjoints. */
  Array of(Array array) {
    return Objects.requireNonNull(arrays.get(array));
  }

  /** The adjoint of an element of an array. */
  Value element(Scope scope, Array array, Value index, int origin) {
    Value d = numbering.value(Kind.REAL);
    scope.backward.add(new Load(d, of(array), scope.here(index), origin));
    return d;
  }

  /** The sum of the adjoints of all elements of an array. */
  Value sum(Scope scope, Formula f, Statement.Fill s) {
    Register sum = numbering.register(Kind.REAL, false);
    scope.backward.add(new Set(sum, f.real(0), s.origin()));
    Value zero = numbering.value(Kind.INT);
    scope.backward.add(new Statement.IntConstant(zero, 0, s.origin()));
    Value length = numbering.value(Kind.INT);
    Array adjoint = of(s.array());
    scope.backward.add(new Statement.Length(length, adjoint, s.origin()));
    Value index = numbering.value(Kind.INT);
    Value d = numbering.value(Kind.REAL);
    Block body =
        new Block(
            List.of(new Load(d, adjoint, index, s.origin()), new Accumulate(sum, d, s.origin())));
    scope.backward.add(new Loop(index, zero, length, false, body, s.origin()));
    Value whole = numbering.value(Kind.REAL);
    scope.backward.add(new Get(whole, sum, s.origin()));
    return whole;
  }
}
