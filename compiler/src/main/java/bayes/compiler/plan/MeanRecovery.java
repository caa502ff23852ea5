package bayes.compiler.plan;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.MatrixOperation;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.StandardLibrary;
import bayes.compiler.model.StatementRewriter;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import bayes.compiler.model.TypedModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The plan whose recovery puts latents that were integrated out at their conditional means, rather
 * than drawing them: a row of probabilities, {@code Dirichlet(a)}, at {@code a / sum(a)}, a
 * probability, {@code Beta(a, b)}, at {@code a / (a + b)}. The mean of a probability that is linear
 * in each of them is then exact, without the noise of draws (Rao and Blackwell).
 */
public final class MeanRecovery extends StatementRewriter {
  private final Set<Symbol> latents = new HashSet<>();
  private final Set<Symbol> observed;
  private final StandardLibrary library;
  private final AtomicInteger numbers = new AtomicInteger(FIRST_NUMBER);
  private boolean areAllMeans = true;
  private boolean isAnyMean;

  /** Above the symbols of all passes. */
  private static final int FIRST_NUMBER = 2_000_000;

  private MeanRecovery(Plan plan, StandardLibrary library) {
    this.library = library;
    this.observed = observed(plan.written().statements());
    plan.recovered().forEach(v -> latents.add(v.symbol()));
  }

  /** What the probabilities of observations read, directly or by {@code let}. */
  private static Set<Symbol> observed(List<ModelStatement> statements) {
    Set<Symbol> read = new HashSet<>();
    int before;
    do {
      before = read.size();
      visit(statements, Set.of(), read);
    } while (read.size() > before);
    return read;
  }

  private static void visit(List<ModelStatement> statements, Set<Symbol> around, Set<Symbol> read) {
    for (ModelStatement statement : statements) {
      Set<Symbol> own = new HashSet<>(around);
      own.addAll(Reads.of(statement).symbols());
      if (statement instanceof ModelStatement.For loop) {
        visit(loop.body(), own, read);
      } else if (statement instanceof ModelStatement.If branch) {
        visit(branch.then(), own, read);
        visit(branch.otherwise(), own, read);
      } else if (statement instanceof ModelStatement.Define define) {
        if (read.contains(define.symbol())) read.addAll(own);
      } else if (statement instanceof ModelStatement.Draw draw) {
        boolean isDiscrete = !(draw.symbol().type().element() instanceof Type.Real);
        // What is discrete is summed out, with its own distribution.
        if (draw.symbol().role() == Symbol.Role.LATENT && isDiscrete) read.addAll(own);
      } else {
        read.addAll(own);
      }
    }
  }

  /**
   * The plan; empty if it integrates no probabilities out, or something that observations depend on
   * whose mean is not known here, or would not do. Others are drawn.
   */
  public static Optional<Plan> of(Plan plan, StandardLibrary library) {
    MeanRecovery means = new MeanRecovery(plan, library);
    if (means.latents.isEmpty()) return Optional.empty();
    TypedModel model = plan.model();
    TypedModel rewritten =
        new TypedModel(
            model.name(),
            model.doc(),
            model.source(),
            model.sets(),
            model.variables(),
            means.statements(model.statements()));
    return means.isAnyMean && means.areAllMeans
        ? Optional.of(plan.recovering(rewritten))
        : Optional.empty();
  }

  @Override
  protected List<ModelStatement> statement(ModelStatement statement) {
    boolean isRecovery = statement instanceof ModelStatement.Draw d && latents.contains(d.symbol());
    if (!isRecovery) return parts(statement);
    ModelStatement.Draw draw = (ModelStatement.Draw) statement;
    String name = draw.distribution().definition().name();
    boolean isReal = draw.symbol().type().element() instanceof Type.Real;
    boolean isMean = isReal && (name.equals("Dirichlet") || name.equals("Beta"));
    isAnyMean |= isMean;
    if (isMean) return name.equals("Beta") ? probability(draw) : row(draw);
    if (observed.contains(draw.symbol())) areAllMeans = false;
    return parts(statement);
  }

  private List<ModelStatement> row(ModelStatement.Draw draw) {
    Terms t = new Terms(library, draw.span());
    List<Expr> values = values(draw.distribution());
    IndexSet set = draw.distribution().event().dimensions().get(0);
    Expr given = rewrite(values.get(values.size() - 1));
    Symbol of = binder("of", set, t);
    Expr one =
        given.type().dimensions().isEmpty() ? given : t.element(given, List.of(t.variable(of)));
    Expr counts = t.array(List.of(new Expr.Binder(of, set)), t.as(one, Type.REAL));
    return List.of(
        new ModelStatement.Define(
            draw.symbol(), draw.indices(), mean(counts, set, t), draw.span()));
  }

  /** A row that is drawn where it is read is at its mean there, too. */
  @Override
  public Expr rewrite(Expr expr) {
    Expr plain = super.rewrite(expr);
    if (!(plain instanceof Expr.MatrixFunction row)
        || row.operation() != MatrixOperation.KEYED_DIRICHLET) {
      return plain;
    }
    isAnyMean = true;
    Terms t = new Terms(library, row.span());
    return mean(row.arguments().get(2), row.type().dimensions().get(0), t);
  }

  /** An array over a set divided by its sum. */
  private Expr mean(Expr counts, IndexSet set, Terms t) {
    Symbol all = local("counts", counts.type(), t);
    Symbol sum = local("sum", Type.REAL, t);
    Symbol k = binder("k", set, t);
    Expr mean = t.divide(t.element(all, List.of(t.variable(k))), t.variable(sum));
    Expr row = t.array(List.of(new Expr.Binder(k, set)), mean);
    Expr total = t.reduce(Expr.Reduction.SUM, t.variable(all));
    return new Expr.LetIn(all, counts, new Expr.LetIn(sum, total, row));
  }

  private List<ModelStatement> probability(ModelStatement.Draw draw) {
    Terms t = new Terms(library, draw.span());
    List<Expr> values = values(draw.distribution());
    boolean isOfCounts =
        draw.distribution().definition().parameters().size() == 2
            && draw.distribution().definition().parameters().get(0).symbol().name().equals("a");
    if (values.size() != 2 || !isOfCounts || !values.get(0).type().dimensions().isEmpty()) {
      if (observed.contains(draw.symbol())) areAllMeans = false;
      return List.of(draw);
    }
    Expr a = t.as(values.get(0), Type.REAL);
    Expr b = t.as(values.get(1), Type.REAL);
    Expr mean = t.divide(a, t.plus(a, b));
    return List.of(new ModelStatement.Define(draw.symbol(), draw.indices(), mean, draw.span()));
  }

  private static List<Expr> values(DistributionCall call) {
    List<Expr> values = new ArrayList<>();
    for (DistributionCall.Argument argument : call.arguments()) {
      if (argument instanceof DistributionCall.Argument.OfValue of) values.add(of.value());
    }
    return values;
  }

  private Symbol binder(String name, IndexSet set, Terms t) {
    Type type = Type.memberOf(set);
    return new Symbol(numbers.getAndIncrement(), name, Symbol.Role.BINDER, type, t.span());
  }

  private Symbol local(String name, Type type, Terms t) {
    return new Symbol(numbers.getAndIncrement(), name, Symbol.Role.LOCAL, type, t.span());
  }
}
