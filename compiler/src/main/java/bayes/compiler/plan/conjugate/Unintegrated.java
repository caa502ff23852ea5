package bayes.compiler.plan.conjugate;

import bayes.compiler.graph.Derivations;
import bayes.compiler.graph.Derivations.Step;
import bayes.compiler.graph.Derivations.Term;
import bayes.compiler.model.Constraint;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Obstacle;
import bayes.compiler.plan.Rewriting;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What keeps a latent from being integrated out in closed form: its prior, the way in which it is
 * drawn, or statements that read it.
 */
public final class Unintegrated {
  private final VariableDeclaration variable;
  private final Rewriting before;
  private final Derivations derivations;
  private final Symbol symbol;

  private Unintegrated(VariableDeclaration variable, Rewriting before) {
    this.variable = variable;
    this.before = before;
    this.derivations = Derivations.of(before.model());
    this.symbol = variable.symbol();
  }

  /**
   * All that is in the way; empty if nothing is, so that {@code @marginalize} would do it.
   *
   * @param variable a continuous latent of what is left of a model
   */
  public static List<Obstacle> whyNot(VariableDeclaration variable, Rewriting before) {
    VariableDeclaration open =
        new VariableDeclaration(
            variable.symbol(),
            variable.support(),
            variable.defaultValue(),
            variable.dependsOnLatents(),
            variable.dependsOnGenerated(),
            variable.recorded(),
            variable.column(),
            variable.doc());
    if (Integration.isPossible(open, before)) return List.of();
    return new Unintegrated(open, before).obstacles();
  }

  private List<Obstacle> obstacles() {
    Optional<Cell> cell = Cell.of(variable, derivations);
    if (cell.isEmpty()) return List.of(whyNoCell());
    Optional<VariableDeclaration> bounded = Integration.boundedBy(symbol, derivations, before);
    if (bounded.isPresent()) {
      String name = bounded.get().symbol().name();
      return List.of(
          new Obstacle(
              "it is a bound of `" + name + "`", bounded.get().symbol().declared(), "is bounded"));
    }
    Optional<Family> family = Integration.family(cell.get(), before);
    if (family.isEmpty()) return List.of(whyNoFamily(cell.get()));
    List<Obstacle> ofTerms = ofTerms(cell.get(), family.get());
    if (NormalRow.variance(cell.get().prior(), before.library()).isPresent()) {
      // Several normal latents may go together where one cannot go alone: that is less asked.
      Optional<Obstacle> together = JointNormals.whyNot(variable, before);
      if (together.isPresent()) return List.of(together.get());
    }
    if (!ofTerms.isEmpty()) return ofTerms;
    return List.of(
        new Obstacle(
            "the statements that read it have closed forms one by one, but not together",
            cell.get().draw().span(),
            "drawn here"));
  }

  private Obstacle whyNoCell() {
    List<Term> draws = new ArrayList<>();
    for (Term term : derivations.terms()) {
      if (term.statement() instanceof ModelStatement.Draw d && d.symbol().equals(symbol)) {
        draws.add(term);
      }
    }
    if (draws.size() > 1) {
      return new Obstacle(
          "its elements are drawn by several statements",
          draws.get(1).statement().span(),
          "drawn here, too");
    }
    Span place = draws.isEmpty() ? symbol.declared() : draws.get(0).statement().span();
    boolean isChosen =
        variable.choice().isPresent()
            || draws.stream()
                .anyMatch(t -> t.path().stream().anyMatch(s -> s instanceof Step.Branch));
    if (isChosen) return new Obstacle("it is drawn under a condition", place, "drawn here");
    ModelStatement.Draw draw = (ModelStatement.Draw) draws.get(0).statement();
    boolean isOfItself = FreeSymbols.of(draw.distribution()).contains(symbol);
    return new Obstacle(
        isOfItself
            ? "its elements depend on each other"
            : "its elements are not those of the loops around its draw, one for each",
        place,
        "drawn here");
  }

  private Obstacle whyNoFamily(Cell cell) {
    String name = cell.prior().definition().name();
    // A narrowed distribution has the name of the library's, but is another.
    boolean isNarrowed =
        !before.library().distributions(name).isEmpty()
            && !Definitions.is(cell.prior().definition(), before.library(), name);
    return new Obstacle(
        isNarrowed
            ? "`" + name + "`, within the bounds that are declared, is conjugate to no distribution"
            : "`" + name + "` is conjugate to no distribution",
        cell.draw().span(),
        suggestion());
  }

  /** A prior of the same support that is conjugate to something. */
  private String suggestion() {
    if (variable.support() instanceof Support.Constrained of) {
      return of.kind() == Constraint.SIMPLEX
          ? "`Dirichlet` would be, to `Categorical`"
          : "no prior of its kind is conjugate";
    }
    if (!(variable.support() instanceof Support.Bounds bounds)) {
      return "`Normal` would be, to the mean of `Normal`";
    }
    if (isAt(bounds.lower(), 0)) {
      return isAt(bounds.upper(), 1)
          ? "`Beta` would be, to the probability of `Bernoulli` and `Binomial`"
          : "`InverseGamma` would be, to a variance, and `Gamma`, to a rate or precision";
    }
    return "an unbounded `Normal` would be, to the mean of `Normal`";
  }

  private static boolean isAt(Optional<Support.Bound> bound, double value) {
    if (bound.isEmpty()) return false;
    Expr plain = Derivations.plain(bound.get().value());
    return plain instanceof Expr.RealConstant real && real.value() == value
        || plain instanceof Expr.IntConstant integer && integer.value() == value;
  }

  /** The statements that read it in a way that has no closed form. */
  private List<Obstacle> ofTerms(Cell cell, Family family) {
    List<Obstacle> all = new ArrayList<>();
    Set<Symbol> given = Integration.given(before);
    for (Term term : derivations.terms()) {
      if (term.statement() == cell.draw()) continue;
      if (!Integration.reads(term, symbol, derivations)) continue;
      Optional<Reading> reading =
          Reading.of(term, cell, derivations, given, before.terms(cell.draw().span()));
      if (reading.isPresent()) {
        Workspace workspace = new Workspace(before, derivations, cell, new HashSet<>(given));
        if (family.integrate(List.of(reading.get()), workspace).isPresent()) continue;
      }
      all.add(obstacle(term, cell));
    }
    return all;
  }

  private Obstacle obstacle(Term term, Cell cell) {
    ModelStatement statement = term.statement();
    if (new Surroundings(term.path(), derivations).changes()) {
      return new Obstacle(
          "a statement under a condition on latents reads it", statement.span(), "reads it");
    }
    if (statement instanceof ModelStatement.Factor) {
      return new Obstacle("a `factor` reads it", statement.span(), "reads it");
    }
    if (statement instanceof ModelStatement.Marginal) {
      return new Obstacle(
          "what is left of latents that are summed or integrated out reads it",
          statement.span(),
          "stands for a sum or an integral");
    }
    DistributionCall call =
        statement instanceof ModelStatement.Draw draw
            ? draw.distribution()
            : ((ModelStatement.Observe) statement).distribution();
    String prior = cell.prior().definition().name();
    String name = call.definition().name();
    String reason =
        statement instanceof ModelStatement.Draw draw
            ? "`" + draw.symbol().name() + "`, which is explored, is drawn from `" + name + "`"
            : "`" + prior + "` is not conjugate to `" + name + "` as it is read here";
    return new Obstacle(reason, statement.span(), place(call));
  }

  /** Which argument of a distribution reads the latent. */
  private String place(DistributionCall call) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < call.arguments().size(); i++) {
      if (call.arguments().get(i) instanceof DistributionCall.Argument.OfValue of
          && isRead(of.value())) {
        names.add("`" + call.definition().parameters().get(i).symbol().name() + "`");
      }
    }
    return names.isEmpty() ? "reads it" : "reads it for its " + String.join(" and ", names);
  }

  private boolean isRead(Expr expr) {
    return derivations.latentsOf(expr).contains(symbol);
  }
}
