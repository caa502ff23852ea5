package bayes.compiler.simplify;

import static bayes.compiler.program.Operation.*;

import bayes.compiler.program.Block;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Numbering;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Parts;
import bayes.compiler.program.Program;
import bayes.compiler.program.Register;
import bayes.compiler.program.Statement;
import bayes.compiler.program.Statement.Accumulate;
import bayes.compiler.program.Statement.Loop;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Sums of {@code log(1 + exp(w))} over a loop without a logarithm per iteration: the factors {@code
 * 1 + exp(w)} are multiplied, and the logarithm of the product is taken when it would grow too
 * large, and at the end. The same exponential gives the term's derivative, {@code inv_logit(w)}.
 *
 * <p>The product is kept in a register that carries no derivative, so this is only for programs
 * that are not differentiated any more.
 */
final class MultiplyLogs {
  /** Beyond this the logarithm of a product is taken. */
  private static final double LARGE = 1e300;

  /** Beyond this the inverse logit is 1, and one factor alone is large. */
  private static final double LARGEST_EXPONENT = 700;

  private final Numbering numbering;
  private final Map<Value, Integer> uses = new HashMap<>();

  private MultiplyLogs(Program program) {
    numbering = Numbering.after(program);
    for (Statement s : program.body().statements()) {
      Parts.forEachUse(s, v -> uses.merge(v, 1, Integer::sum));
    }
  }

  static Program apply(Program program) {
    MultiplyLogs pass = new MultiplyLogs(program);
    Block body = pass.block(program.body(), null);
    return program.with(program.arrays(), program.prelude(), body, program.result());
  }

  /** A product, and the register that is to get its logarithm. */
  private record Product(Register product, Register sum) {}

  /** What an outer loop does for its inner ones: it begins and ends their products. */
  private static final class Enclosing {
    final Set<Register> begun = new HashSet<>();
    final List<Product> products = new ArrayList<>();
  }

  private Block block(Block block, @Nullable Enclosing enclosing) {
    List<Statement> result = new ArrayList<>();
    Set<Register> begun = new HashSet<>();
    for (Statement s : block.statements()) {
      if (s instanceof Statement.Set t) begun.add(t.register());
      if (s instanceof Loop l) {
        loop(l, begun, enclosing, result);
      } else {
        result.add(s);
      }
    }
    return new Block(result);
  }

  private void loop(
      Loop loop, Set<Register> begun, @Nullable Enclosing enclosing, List<Statement> result) {
    Enclosing here = new Enclosing();
    Block body = block(loop.body(), here);
    List<Statement> rewritten = logs(body, here);
    List<Statement> after = new ArrayList<>();
    for (Product p : here.products) {
      if (enclosing != null && !begun.contains(p.sum)) {
        enclosing.products.add(p);
        continue;
      }
      Statement one = set(result, p.product, 1, loop.origin());
      result.add(one);
      Value product = get(after, p.product, loop.origin());
      Value log = define(after, LOG, loop.origin(), product);
      after.add(new Accumulate(p.sum, log, loop.origin()));
    }
    result.add(
        new Loop(
            loop.index(),
            loop.from(),
            loop.to(),
            loop.backward(),
            new Block(rewritten),
            loop.origin()));
    result.addAll(after);
  }

  /** The body with its sums of logarithms as products. */
  private List<Statement> logs(Block body, Enclosing here) {
    Map<Value, Value> arguments = new HashMap<>();
    Set<Value> summed = new HashSet<>();
    for (Statement s : body.statements()) {
      if (s instanceof Statement.Define d && d.operation() == LOG1P_EXP) {
        arguments.put(d.target(), d.operands().get(0));
      } else if (s instanceof Accumulate a
          && arguments.containsKey(a.value())
          && uses.getOrDefault(a.value(), 0) == 1) {
        summed.add(arguments.get(a.value()));
      }
    }
    if (summed.isEmpty()) return body.statements();
    List<Statement> result = new ArrayList<>();
    Map<Value, Value> exponentials = new HashMap<>();
    Map<Register, Product> products = new HashMap<>();
    for (Statement s : body.statements()) {
      int o = s.origin();
      if (s instanceof Statement.Define d
          && (d.operation() == LOG1P_EXP || d.operation() == INV_LOGIT)
          && summed.contains(d.operands().get(0))) {
        Value w = d.operands().get(0);
        if (d.operation() == INV_LOGIT) {
          Value e = exponentials.computeIfAbsent(w, x -> exponential(result, x, o));
          Value sum = define(result, ADD, o, real(result, 1, o), e);
          result.add(new Statement.Define(d.target(), DIV, List.of(e, sum), o));
        } else if (uses.getOrDefault(d.target(), 0) > 1) {
          result.add(s);
        }
      } else if (s instanceof Accumulate a
          && arguments.containsKey(a.value())
          && uses.getOrDefault(a.value(), 0) == 1) {
        Value w = Objects.requireNonNull(arguments.get(a.value()));
        Product product =
            products.computeIfAbsent(
                a.register(), r -> new Product(numbering.register(Kind.REAL, true), r));
        Value e = exponentials.computeIfAbsent(w, x -> exponential(result, x, o));
        multiply(result, product, w, e, o);
      } else {
        result.add(s);
      }
    }
    here.products.addAll(products.values());
    return result;
  }

  private Value exponential(List<Statement> to, Value w, int o) {
    return define(to, EXP, o, define(to, MIN, o, w, real(to, LARGEST_EXPONENT, o)));
  }

  private void multiply(List<Statement> to, Product p, Value w, Value e, int o) {
    Value before = get(to, p.product, o);
    Value product = define(to, MUL, o, before, define(to, ADD, o, real(to, 1, o), e));
    Value large = define(to, LE, o, real(to, LARGE, o), product);
    List<Statement> then = new ArrayList<>();
    Value log = define(then, LOG, o, before);
    then.add(new Accumulate(p.sum, log, o));
    Value term = define(then, LOG1P_EXP, o, w);
    then.add(new Accumulate(p.sum, term, o));
    Statement one = set(then, p.product, 1, o);
    then.add(one);
    Block otherwise = new Block(List.of(new Statement.Set(p.product, product, o)));
    to.add(new Statement.If(large, new Block(then), otherwise, List.of(), o));
  }

  private Statement set(List<Statement> to, Register register, double value, int o) {
    return new Statement.Set(register, real(to, value, o), o);
  }

  private Value get(List<Statement> to, Register register, int o) {
    Value target = numbering.value(Kind.REAL);
    to.add(new Statement.Get(target, register, o));
    return target;
  }

  private Value real(List<Statement> to, double value, int o) {
    Value target = numbering.value(Kind.REAL);
    to.add(new Statement.RealConstant(target, value, o));
    return target;
  }

  private Value define(List<Statement> to, Operation operation, int o, Value... operands) {
    Value target = numbering.value(operation.result());
    to.add(new Statement.Define(target, operation, List.of(operands), o));
    return target;
  }
}
