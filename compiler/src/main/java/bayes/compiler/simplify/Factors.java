package bayes.compiler.simplify;

import bayes.compiler.program.Kind;
import bayes.compiler.program.Numbering;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A product of a constant and values, in one order for all equal products. */
record Factors(double constant, List<Value> values) {
  static final Factors ONE = new Factors(1, List.of());

  Factors {
    values = values.stream().sorted(Comparator.comparingInt(Value::id)).toList();
  }

  static Factors of(Value value) {
    return new Factors(1, List.of(value));
  }

  boolean isOne() {
    return constant == 1 && values.isEmpty();
  }

  Factors times(double by) {
    return new Factors(constant * by, values);
  }

  Factors times(Factors by) {
    List<Value> all = new ArrayList<>(values);
    all.addAll(by.values);
    return new Factors(constant * by.constant, all);
  }

  /** Writes the product at the end of a list. */
  Value product(Numbering numbering, List<Statement> to, int origin) {
    Value product = null;
    for (Value each : values) {
      if (product == null) {
        product = each;
        continue;
      }
      Value next = numbering.value(Kind.REAL);
      to.add(new Statement.Define(next, Operation.MUL, List.of(product, each), origin));
      product = next;
    }
    if (product != null && constant == 1) return product;
    Value factor = numbering.value(Kind.REAL);
    to.add(new Statement.RealConstant(factor, constant, origin));
    if (product == null) return factor;
    Value result = numbering.value(Kind.REAL);
    to.add(new Statement.Define(result, Operation.MUL, List.of(factor, product), origin));
    return result;
  }
}
