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
 * large, and at the end. The same exponential gives the term's derivative, {@code inv_logit(w)}. So
 * it is with {@code log(exp(a) + exp(b))}, which is b more with w = a - b, and whose derivatives
 * are {@code inv_logit(a - b)} and {@code inv_logit(b - a)}.
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

  /** What is summed: log(exp(a) + exp(b)), where b is 0 if it is not there. */
  private record Term(Value a, @Nullable Value b) {
    static @Nullable Term of(Statement.Define d) {
      if (d.operation() == LOG1P_EXP) return new Term(d.operands().get(0), null);
      if (d.operation() != LOG_SUM_EXP) return null;
      return new Term(d.operands().get(0), d.operands().get(1));
    }
  }

  /** The logarithms of an innermost loop, and the exponentials in their place. */
  private final class Terms {
    private final Map<Value, Term> ofValues = new HashMap<>();
    private final Map<Value, List<Value>> differences = new HashMap<>();
    private final Set<Value> accumulated = new HashSet<>();
    private final Set<Term> summed = new HashSet<>();
    private final Map<Term, Value> exponentials = new HashMap<>();
    private final Map<Term, Value> sums = new HashMap<>();
    private final Map<Term, Value> inverses = new HashMap<>();

    Terms(Block body) {
      for (Statement s : body.statements()) {
        if (s instanceof Statement.Define d) {
          Term term = Term.of(d);
          if (term != null) ofValues.put(d.target(), term);
          if (d.operation() == SUB) differences.put(d.target(), d.operands());
        } else if (s instanceof Accumulate a && ofValues.containsKey(a.value())) {
          if (uses.getOrDefault(a.value(), 0) == 1) accumulated.add(a.value());
        }
      }
      for (Value value : accumulated) summed.add(of(value));
    }

    /** Whether the value is a logarithm that is added to a register and has no other use. */
    boolean isSummed(Value value) {
      return accumulated.contains(value);
    }

    Term of(Value value) {
      return Objects.requireNonNull(ofValues.get(value));
    }

    /** exp(a - b). */
    Value exponential(List<Statement> to, Term term, int o) {
      return exponentials.computeIfAbsent(
          term,
          t -> {
            Value w = t.b == null ? t.a : define(to, SUB, o, t.a, t.b);
            return define(to, EXP, o, define(to, MIN, o, w, real(to, LARGEST_EXPONENT, o)));
          });
    }

    /** 1 + exp(a - b). */
    Value sum(List<Statement> to, Term term, int o) {
      Value e = exponential(to, term, o);
      return sums.computeIfAbsent(term, t -> define(to, ADD, o, real(to, 1, o), e));
    }

    /** Defines the inverse logit of w by the exponential of a sum; false if w is of none. */
    boolean share(List<Statement> to, Value target, Value w, int o) {
      Term alone = new Term(w, null);
      List<Value> parts = differences.get(w);
      Term difference = parts == null ? alone : new Term(parts.get(0), parts.get(1));
      Term turned = parts == null ? alone : new Term(parts.get(1), parts.get(0));
      if (summed.contains(alone)) {
        Value sum = sum(to, alone, o);
        to.add(new Statement.Define(target, DIV, List.of(exponential(to, alone, o), sum), o));
      } else if (summed.contains(difference)) {
        Value inverse = inverse(to, difference, o);
        Value e = exponential(to, difference, o);
        to.add(new Statement.Define(target, MUL, List.of(e, inverse), o));
      } else if (summed.contains(turned)) {
        Value inverse = inverse(to, turned, o);
        to.add(new Statement.Define(target, MUL, List.of(real(to, 1, o), inverse), o));
      } else {
        return false;
      }
      return true;
    }

    /** 1 / (1 + exp(a - b)), the share of b. */
    private Value inverse(List<Statement> to, Term term, int o) {
      Value sum = sum(to, term, o);
      return inverses.computeIfAbsent(term, t -> define(to, DIV, o, real(to, 1, o), sum));
    }
  }

  /** The body with its sums of logarithms as products. */
  private List<Statement> logs(Block body, Enclosing here) {
    Terms terms = new Terms(body);
    if (terms.summed.isEmpty()) return body.statements();
    List<Statement> result = new ArrayList<>();
    Map<Register, Product> products = new HashMap<>();
    for (Statement s : body.statements()) {
      int o = s.origin();
      if (s instanceof Statement.Define d && d.operation() == INV_LOGIT) {
        if (!terms.share(result, d.target(), d.operands().get(0), o)) result.add(s);
      } else if (s instanceof Accumulate a && terms.isSummed(a.value())) {
        Product product =
            products.computeIfAbsent(
                a.register(), r -> new Product(numbering.register(Kind.REAL, true), r));
        Term term = terms.of(a.value());
        multiply(result, product, term, terms.sum(result, term, o), o);
      } else if (s.defined().stream().noneMatch(terms::isSummed)) {
        result.add(s);
      }
    }
    here.products.addAll(products.values());
    return result;
  }

  /**
   * Multiplies by a factor, 1 + exp(a - b), and adds b. If that is no number of ordinary size, the
   * logarithm of the product so far and of the sum itself are added, and the product begins anew.
   */
  private void multiply(List<Statement> to, Product p, Term term, Value factor, int o) {
    Value before = get(to, p.product, o);
    Value product = define(to, MUL, o, before, factor);
    Value isOrdinary = define(to, LE, o, product, real(to, LARGE, o));
    List<Statement> then = new ArrayList<>();
    if (term.b != null) then.add(new Accumulate(p.sum, term.b, o));
    then.add(new Statement.Set(p.product, product, o));
    List<Statement> otherwise = new ArrayList<>();
    otherwise.add(new Accumulate(p.sum, define(otherwise, LOG, o, before), o));
    Value log =
        term.b == null
            ? define(otherwise, LOG1P_EXP, o, term.a)
            : define(otherwise, LOG_SUM_EXP, o, term.a, term.b);
    otherwise.add(new Accumulate(p.sum, log, o));
    otherwise.add(set(otherwise, p.product, 1, o));
    to.add(new Statement.If(isOrdinary, new Block(then), new Block(otherwise), List.of(), o));
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
