package bayes.compiler.lower;

import bayes.compiler.model.Expr;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.RandomOperation;
import bayes.compiler.program.Register;
import bayes.compiler.program.Value;
import java.util.List;
import java.util.Optional;

/**
 * Draws by inversion of a distribution function, by bisection of the unit interval, which stands
 * for the interval between the bounds: a + t / (1 - t) above a bound a, b - (1 - t) / t below a
 * bound b, a + (b - a) t between two.
 */
final class InverseLowering {
  /** A double has 53 binary digits; what is close to zero needs more steps. */
  private static final int STEPS = 120;

  private final Emitter emitter;
  private final ExpressionLowering expressions;

  InverseLowering(Emitter emitter, ExpressionLowering expressions) {
    this.emitter = emitter;
    this.expressions = expressions;
  }

  Value draw(Expr.RandomInverse inverse, Environment environment) {
    Optional<Value> lower = inverse.lower().map(e -> expressions.scalar(e, environment));
    Optional<Value> upper = inverse.upper().map(e -> expressions.scalar(e, environment));
    Value zero = emitter.real(0);
    Value one = emitter.real(1);
    Value uniform = emitter.draw(RandomOperation.UNIFORM, List.of(zero, one));
    Value share = emitter.op(Operation.LOG, uniform);
    Register low = emitter.constantRegister(Kind.REAL);
    Register high = emitter.constantRegister(Kind.REAL);
    emitter.set(low, zero);
    emitter.set(high, one);
    emitter.loop(
        emitter.integer(STEPS),
        step -> {
          Value from = emitter.get(low);
          Value to = emitter.get(high);
          Value middle = middle(from, to);
          Environment scope = environment.nested();
          scope.bind(inverse.point(), expressions.constant(point(middle, lower, upper)));
          Value found = expressions.scalar(inverse.logShare(), scope);
          Value isLeft =
              inverse.falls()
                  ? emitter.op(Operation.LT, share, found)
                  : emitter.op(Operation.LT, found, share);
          emitter.set(low, emitter.op(Operation.SELECT, isLeft, middle, from));
          emitter.set(high, emitter.op(Operation.SELECT, isLeft, to, middle));
        });
    return point(middle(emitter.get(low), emitter.get(high)), lower, upper);
  }

  private Value middle(Value from, Value to) {
    return emitter.op(Operation.MUL, emitter.real(0.5), emitter.op(Operation.ADD, from, to));
  }

  private Value point(Value t, Optional<Value> lower, Optional<Value> upper) {
    Value rest = emitter.op(Operation.SUB, emitter.real(1), t);
    if (lower.isPresent() && upper.isPresent()) {
      Value width = emitter.op(Operation.SUB, upper.get(), lower.get());
      return emitter.op(Operation.ADD, lower.get(), emitter.op(Operation.MUL, width, t));
    }
    if (lower.isPresent()) {
      return emitter.op(Operation.ADD, lower.get(), emitter.op(Operation.DIV, t, rest));
    }
    Value bound = upper.orElseThrow();
    return emitter.op(Operation.SUB, bound, emitter.op(Operation.DIV, rest, t));
  }
}
