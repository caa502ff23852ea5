package bayes.compiler.plan.conjugate;

import bayes.compiler.model.Expr;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.plan.carry.Carrying;
import java.util.ArrayList;
import java.util.List;

/**
 * Normal terms whose variances have a factor in common: their number, weight, mean and sum of
 * squares around it, for each cell. Sums over data alone are of distances from a reference point,
 * the mean of the first data: what data that come later add to them is free of rounding errors,
 * too. With C and Q the sums of weighted distances and squares, and W that of weights, the mean is
 * the reference plus C / W, and the squares around it are Q - C^2 / W.
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
    if (changes) group.squaresAroundMean(terms, moments);
    else group.squaresAroundReference(terms, moments, word);
    bases.write(true);
    return group;
  }

  private void squaresAroundMean(List<Term> terms, Symbol moments) {
    Terms t = workspace.terms();
    List<Expr> cells = workspace.cellIndices();
    Expr mean = ratio(t.element(moments, cells), weight(), t);
    workspace.forCells(c -> List.of(c.define(centre, cells, mean)));
    for (Term term : terms) addSquares(term, centre, squares);
  }

  /** What only data decide may be added to by later data; see {@code plan.carry}. */
  private void squaresAroundReference(List<Term> terms, Symbol moments, String word) {
    Terms t = workspace.terms();
    List<Expr> cells = workspace.cellIndices();
    Expr none = t.real(Double.POSITIVE_INFINITY);
    Expr isThere = t.apply(">", weight(), t.real(0));
    Symbol reference = workspace.ofCells("first" + word + Carrying.REFERENCE, false);
    Symbol origin = workspace.ofCells("origin" + word, false);
    Expr first = t.choose(isThere, t.divide(t.element(moments, cells), weight()), none);
    workspace.forCells(c -> List.of(c.define(reference, cells, first)));
    Expr known = t.element(reference, cells);
    Expr from = t.choose(t.apply("<", known, none), known, t.real(0));
    workspace.forCells(c -> List.of(c.define(origin, cells, from)));
    Symbol distances = workspace.ofCells("distances" + word, false);
    Symbol around = workspace.ofCells("around" + word, false);
    for (Term term : terms) {
      Expr weighted = t.times(term.precision().product(t), term.slope());
      Expr distance = t.times(weighted, distance(term, origin));
      workspace.inPlaceOf(term.reading(), c -> List.of(c.add(distances, term.indices(), distance)));
      addSquares(term, origin, around);
    }
    Expr sum = t.element(distances, cells);
    Expr mean = t.plus(t.element(origin, cells), ratio(sum, weight(), t));
    workspace.forCells(c -> List.of(c.define(centre, cells, mean)));
    Expr more = ratio(t.apply("square", sum), weight(), t);
    Expr left = t.apply("max", t.real(0), t.minus(t.element(around, cells), more));
    workspace.forCells(c -> List.of(c.define(squares, cells, left)));
  }

  private void addSquares(Term term, Symbol origin, Symbol to) {
    Terms t = workspace.terms();
    Expr square = t.times(term.precision().product(t), t.apply("square", distance(term, origin)));
    workspace.inPlaceOf(term.reading(), c -> List.of(c.add(to, term.indices(), square)));
  }

  private Expr distance(Term term, Symbol origin) {
    Terms t = workspace.terms();
    return t.minus(term.point(), t.times(term.slope(), t.element(origin, term.indices())));
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
