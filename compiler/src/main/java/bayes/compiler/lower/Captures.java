package bayes.compiler.lower;

import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.program.Array;
import bayes.compiler.program.Value;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * What a function that a solver calls takes from the program around it: integers that are known
 * from data, mostly sizes, each in a slot of one array.
 */
final class Captures {
  private final Emitter outside;
  private final ExpressionLowering expressions;
  private final int first;
  private final Span span;
  private final List<Value> values = new ArrayList<>();

  /**
   * @param first the first slot, after those that the solver itself reads
   * @param span the call of the solver
   */
  Captures(Emitter outside, ExpressionLowering expressions, int first, Span span) {
    this.outside = outside;
    this.expressions = expressions;
    this.first = first;
    this.span = span;
  }

  /** The lowering of expressions of the program around. */
  ExpressionLowering expressions() {
    return expressions;
  }

  /** The values in the slots from the first on. */
  List<Value> values() {
    return List.copyOf(values);
  }

  /** Whether a value can be captured. */
  boolean isKnown(Value value) {
    return outside.level(value) == 0;
  }

  /** Sizes of arguments do not change in a loop: the function's programs have room for one. */
  void requireKnown(Value value) {
    if (isKnown(value)) return;
    throw new Unsupported(
        "a function whose arguments change in size from iteration to iteration", span);
  }

  /** An integer of the program around, in the function's program. */
  Value inside(Value value, Inside inside) {
    Integer constant = outside.knownInteger(value);
    if (constant != null) return inside.emitter().integer(constant);
    requireKnown(value);
    if (!values.contains(value)) values.add(value);
    int slot = first + values.indexOf(value);
    return inside.emitter().load(inside.sizes(), inside.emitter().integer(slot));
  }

  /** The program of a function, and where it finds its slots. */
  record Inside(Emitter emitter, Array sizes, Captures captures) {
    Extent extent(Extent outside) {
      return new Extent(
          captures.inside(outside.size(), this), captures.inside(outside.first(), this));
    }

    Extent extent(IndexSet.Declared set) {
      return extent(captures.expressions().sets().extent(set, Environment.root()));
    }

    Value member(Expr.MemberConstant constant) {
      return captures.inside(captures.expressions().member(constant), this);
    }
  }
}
