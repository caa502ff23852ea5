package bayes.compiler.plan.conjugate;

import bayes.compiler.model.Expr;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import java.util.ArrayList;
import java.util.List;

/**
 * Normal terms whose variances have a factor in common: their number, weight, mean and sum of
 * squares around it, for each cell.
 */
record NormalGroup(
    Workspace workspace,
    Monomial scale,
    Symbol count,
    Symbol weights,
    Symbol centre,
    Symbol squares) {
  private static final double HALF_LOG_2PI = 0.9189385332046727418;

  /**
   * A term {@code point ~ Normal(slope * x, ...)}.
   *
   * @param indices of the cell, in the term
   * @param precision without the factor that is shared
   * @param scale the factor of the variance that is shared, in the cell's own terms
   * @param isNormalised whether it is a density, rather than a square alone
   * @param changes whether any of it changes with latents
   */
  record Term(
      Reading reading,
      List<Expr> indices,
      Expr point,
      Expr slope,
      Monomial precision,
      Monomial scale,
      boolean isNormalised,
      boolean changes) {}

  /**
   * Writes the sums of some terms of one scale: first weights and means, then squares around these.
   *
   * @param number tells the groups of a latent apart
   */
  static NormalGroup write(Workspace workspace, List<Term> terms, int number) {
    String word = number == 1 ? "" : String.valueOf(number);
    boolean changes = terms.stream().anyMatch(Term::changes);
    Symbol moments = workspace.ofCells("sum" + word, changes);
    NormalGroup group =
        new NormalGroup(
            workspace,
            terms.get(0).scale(),
            workspace.ofCells(
                "count" + word, terms.stream().anyMatch(x -> workspace.isFromLatents(x.indices()))),
            workspace.ofCells("weight" + word, changes),
            workspace.ofCells("mean" + word, changes),
            workspace.ofCells("squares" + word, changes));
    Bases bases = new Bases(workspace, "normal" + word);
    for (Term term : terms) group.add(term, moments, bases);
    List<Expr> cells = workspace.cellIndices();
    Terms t = workspace.terms();
    Expr mean = ratio(t.element(moments, cells), group.weight(), t);
    workspace.forCells(c -> List.of(c.define(group.centre, cells, mean)));
    for (Term term : terms) {
      Expr around =
          t.minus(term.point(), t.times(term.slope(), t.element(group.centre, term.indices())));
      Expr square = t.times(term.precision().product(t), t.apply("square", around));
      workspace.inPlaceOf(
          term.reading(), c -> List.of(c.add(group.squares, term.indices(), square)));
    }
    bases.write(true);
    return group;
  }

  private void add(Term term, Symbol moments, Bases bases) {
    Terms t = workspace.terms();
    Expr precision = term.precision().product(t);
    Expr weight = t.times(precision, t.apply("square", term.slope()));
    Expr moment = t.times(t.times(precision, term.slope()), term.point());
    workspace.inPlaceOf(
        term.reading(),
        c -> {
          List<ModelStatement> added = new ArrayList<>();
          added.add(c.add(weights, term.indices(), weight));
          added.add(c.add(moments, term.indices(), moment));
          if (!term.isNormalised()) return added;
          Expr base = t.minus(t.times(t.real(0.5), t.log(precision)), t.real(HALF_LOG_2PI));
          added.add(c.add(count, term.indices(), t.real(1)));
          added.add(c.add(bases.of(workspace.isFromLatents(List.of(base))), List.of(), base));
          return added;
        });
  }

  /** {@code a / b}, or 0 where there is no weight. */
  static Expr ratio(Expr a, Expr b, Terms t) {
    return t.choose(t.apply(">", b, t.real(0)), t.divide(a, b), t.real(0));
  }

  Expr mean() {
    Terms t = workspace.terms();
    return t.element(centre, workspace.cellIndices());
  }

  /** The sum of the weights, without the factor that is shared. */
  Expr weight() {
    Terms t = workspace.terms();
    return t.element(weights, workspace.cellIndices());
  }

  Expr scaledWeight() {
    Terms t = workspace.terms();
    return scale.isOne() ? weight() : t.divide(weight(), scale.product(t));
  }

  /**
   * What is left of the terms when they are around their mean.
   *
   * @param more what is added to the sum of squares
   */
  Expr residue(Expr more) {
    Terms t = workspace.terms();
    Expr sum = t.times(t.real(0.5), t.plus(t.element(squares, workspace.cellIndices()), more));
    if (scale.isOne()) return t.negative(sum);
    Expr shape = t.times(t.real(0.5), t.element(count, workspace.cellIndices()));
    return new Residue.Scale(shape, scale.product(t), sum).value(t);
  }

  /** What the distance of the group's mean from that of all groups adds. */
  Expr between(Expr all) {
    Terms t = workspace.terms();
    return t.times(t.real(-0.5), t.times(scaledWeight(), t.apply("square", t.minus(mean(), all))));
  }
}
