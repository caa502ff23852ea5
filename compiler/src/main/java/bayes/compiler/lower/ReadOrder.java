package bayes.compiler.lower;

import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprRewriter;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.program.Array;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Value;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Checks, while definitions are counted, that what a statement reads is defined by then: follows
 * its expressions through branches that data decide, and through comprehensions.
 */
final class ReadOrder extends ExprRewriter {
  private final Emitter emitter;
  private final ExpressionLowering expressions;
  private final EarlyReads reads;
  private final Predicate<Expr> varies;
  private final Map<Symbol, Counted> counted;
  private Environment scope;

  /** The counts of a variable's elements, and what stands for it: its elements' own numbers. */
  record Counted(Array counts, Symbol numbers) {}

  ReadOrder(
      Emitter emitter,
      ExpressionLowering expressions,
      EarlyReads reads,
      Predicate<Expr> varies,
      Map<Symbol, Counted> counted,
      Environment scope) {
    this.emitter = emitter;
    this.expressions = expressions;
    this.reads = reads;
    this.varies = varies;
    this.counted = counted;
    this.scope = scope;
  }

  void check(ModelStatement statement) {
    if (statement instanceof ModelStatement.Define s) {
      rewrite(s.value());
    } else if (statement instanceof ModelStatement.Draw s) {
      call(s.distribution());
    } else if (statement instanceof ModelStatement.Observe s) {
      rewrite(s.target());
      call(s.distribution());
    } else if (statement instanceof ModelStatement.Factor s) {
      rewrite(s.value());
    } else if (statement instanceof ModelStatement.Accumulate s) {
      rewrite(s.value());
      s.indices().forEach(this::rewrite);
    } else if (statement instanceof ModelStatement.Marginal s) {
      rewrite(s.value());
      s.prior().ifPresent(this::rewrite);
    } else if (statement instanceof ModelStatement.If s) {
      rewrite(s.condition());
    }
  }

  @Override
  public Expr rewrite(Expr expr) {
    if (reads.contains(expr)) {
      read(expr);
      return expr;
    }
    if (expr instanceof Expr.Conditional e) return conditional(e);
    if (expr instanceof Expr.Comprehension e) return comprehension(e);
    if (expr instanceof Expr.LetIn e) {
      rewrite(e.value());
      Environment outer = scope;
      scope = outer.nested();
      Environment inner = scope;
      inner.bindLazily(e.symbol(), new LazyView(emitter, () -> expressions.view(e.value(), inner)));
      rewrite(e.body());
      scope = outer;
      return e;
    }
    return super.rewrite(expr);
  }

  /** A branch that depends on latents is left to the run time. */
  private Expr conditional(Expr.Conditional e) {
    rewrite(e.condition());
    if (varies.test(e.condition()) || !e.condition().type().dimensions().isEmpty()) return e;
    emitter.conditional(
        expressions.scalar(e.condition(), scope),
        () -> rewrite(e.then()),
        () -> rewrite(e.otherwise()));
    return e;
  }

  private Expr comprehension(Expr.Comprehension e) {
    Environment outer = scope;
    expressions
        .indices()
        .each(
            e,
            outer,
            inner -> {
              scope = inner;
              rewrite(e.element());
            });
    scope = outer;
    return e;
  }

  private void read(Expr read) {
    Counted count = counted.get(EarlyReads.symbol(read));
    if (count == null) return;
    Type type = Type.array(Type.INT, read.type().dimensions());
    Expr.Variable numbers = new Expr.Variable(count.numbers(), read.span());
    View elements =
        expressions.view(
            read instanceof Expr.Index index
                ? new Expr.Index(numbers, index.subscripts(), type, index.span())
                : numbers,
            scope);
    emitter.loops(
        elements.extents(),
        positions -> {
          Value times = emitter.load(count.counts(), elements.at(positions));
          Value isDefined = emitter.op(Operation.INT_LE, emitter.integer(1), times);
          emitter.check(
              isDefined, "D0323", name(read) + " is read before it is defined", read.span());
        });
  }

  /** The element as it is written, as every reading of it is refused at the first. */
  private static String name(Expr read) {
    return "`" + ExprText.of(read) + "`";
  }

  @Override
  public Type type(Type type) {
    return type;
  }
}
