package bayes.compiler.plan.conjugate;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.StandardLibrary;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Normal priors of the mean of normal variables. The terms of a cell are c_i + b_i x with variances
 * v_i: with the weights w_i = b_i^2 / v_i, their sum W and their weighted mean m, the likelihood of
 * x is a normal density around m of variance 1 / W, times exp(-Q/2), where Q is the weighted sum of
 * squares around m.
 */
final class NormalFamily implements Family {
  private final StandardLibrary library;

  NormalFamily(StandardLibrary library) {
    this.library = library;
  }

  @Override
  public boolean isOf(Cell cell, Terms terms) {
    return variance(cell.prior()).isPresent();
  }

  private Optional<Monomial> variance(DistributionCall call) {
    return NormalRow.variance(call, library);
  }

  @Override
  public Optional<List<ModelStatement>> integrate(List<Reading> readings, Workspace workspace) {
    Optional<Monomial> prior = variance(workspace.cell().prior());
    if (prior.isEmpty()) return Optional.empty();
    List<List<NormalGroup.Term>> byScale = new ArrayList<>();
    for (Reading reading : readings) {
      Optional<NormalGroup.Term> term = term(reading, workspace);
      if (term.isEmpty()) return Optional.empty();
      Monomial scale = term.get().scale();
      Optional<List<NormalGroup.Term>> like =
          byScale.stream().filter(g -> g.get(0).scale().isSame(scale)).findFirst();
      if (like.isPresent()) like.get().add(term.get());
      else byScale.add(new ArrayList<>(List.of(term.get())));
    }
    List<NormalGroup> groups = new ArrayList<>();
    for (List<NormalGroup.Term> terms : byScale) {
      groups.add(NormalGroup.write(workspace, terms, groups.size() + 1));
    }
    return Optional.of(marginals(groups, prior.get(), workspace));
  }

  /** A term, with its variance taken apart: what all terms of the cell share, and the rest. */
  private Optional<NormalGroup.Term> term(Reading reading, Workspace workspace) {
    Terms t = workspace.terms();
    Cell cell = workspace.cell();
    Expr mean;
    Expr point;
    Monomial variance;
    boolean isNormalised = reading.call().isPresent();
    if (isNormalised) {
      Optional<Monomial> of = variance(reading.call().get());
      if (of.isEmpty()) return Optional.empty();
      variance = of.get();
      mean = reading.arguments().orElseThrow().get(0);
      point = reading.point().orElseThrow();
    } else {
      Optional<Residue.Quadratic> left = Residue.Quadratic.of(reading.value().orElseThrow());
      if (left.isEmpty()) return Optional.empty();
      variance = Monomial.of(left.get().precision()).power(-1);
      mean = left.get().mean();
      point = left.get().point();
    }
    if (cell.isReadBy(point) || variance.bases().stream().anyMatch(cell::isReadBy)) {
      return Optional.empty();
    }
    Optional<Affine> affine = Affine.of(mean, cell.elements(), t);
    if (affine.isEmpty() || affine.get().element().isEmpty()) return Optional.empty();
    List<Expr> indices = cell.elementOf(affine.get().element().get()).orElseThrow();
    if (!workspace.isKnownRow(indices)) return Optional.empty();
    Monomial changing = variance.where(e -> workspace.isFromLatents(List.of(e)));
    Optional<Monomial> shared = shared(changing, indices, reading, workspace);
    Monomial own =
        shared.isPresent() ? variance.where(e -> !workspace.isFromLatents(List.of(e))) : variance;
    Expr centred = affine.get().offset().map(o -> t.minus(point, o)).orElse(point);
    Expr slope = affine.get().slope().orElse(t.real(0));
    List<Expr> all = new ArrayList<>(own.bases());
    all.add(slope);
    affine.get().offset().ifPresent(all::add);
    // What changes with latents is summed at each evaluation: no gain, unless it was one before.
    if (isNormalised && workspace.isFromLatents(all)) return Optional.empty();
    all.add(point);
    all.addAll(indices);
    boolean changes = workspace.isFromLatents(all);
    return Optional.of(
        new NormalGroup.Term(
            reading,
            indices,
            t.as(centred, Type.REAL),
            slope,
            own.power(-1),
            shared.orElse(Monomial.ONE),
            isNormalised,
            changes));
  }

  /** The part of a variance that changes with latents, if all terms of a cell share it. */
  private static Optional<Monomial> shared(
      Monomial changing, List<Expr> indices, Reading reading, Workspace workspace) {
    List<Monomial.Factor> factors = new ArrayList<>();
    for (Monomial.Factor factor : changing.factors()) {
      Optional<Expr> own = workspace.cell().inOwnTerms(factor.base(), indices, reading.around());
      if (own.isEmpty()) return Optional.empty();
      factors.add(new Monomial.Factor(own.get(), factor.power()));
    }
    return Optional.of(new Monomial(factors));
  }

  private List<ModelStatement> marginals(
      List<NormalGroup> groups, Monomial prior, Workspace workspace) {
    Terms t = workspace.terms();
    Expr location =
        t.as(Reading.arguments(workspace.cell().prior()).orElseThrow().get(0), Type.REAL);
    Expr variance = prior.product(t);
    if (groups.isEmpty()) {
      return workspace.forCellsOnly(
          c -> List.of(draw(c, location, t.apply("sqrt", variance), workspace)));
    }
    Monomial changing = prior.where(e -> workspace.isFromLatents(List.of(e)));
    NormalGroup first = groups.get(0);
    boolean isProportional =
        groups.size() == 1 && !changing.isOne() && changing.isSame(first.scale());
    // The weight of the data, and that of the data against the prior.
    Expr weight = t.sum(groups.stream().map(NormalGroup::scaledWeight).toList());
    Symbol ratio =
        workspace.ofCells(
            "ratio",
            isProportional
                ? workspace.changes(first.weight())
                : workspace.changes(weight) || workspace.changes(variance));
    Expr ratioOf =
        isProportional
            ? t.times(
                first.weight(), prior.where(e -> !workspace.isFromLatents(List.of(e))).product(t))
            : t.times(weight, variance);
    workspace.forCells(c -> List.of(c.define(ratio, workspace.cellIndices(), ratioOf)));
    Expr r = t.element(ratio, workspace.cellIndices());
    Expr onePlus = t.plus(t.real(1), r);
    Symbol centre = centre(groups, weight, workspace);
    Expr m = t.element(centre, workspace.cellIndices());
    Expr shrunk =
        isProportional
            ? t.divide(t.divide(first.weight(), onePlus), first.scale().product(t))
            : t.divide(weight, onePlus);
    boolean isScaled = isProportional && !workspace.isFromLatents(List.of(location));
    workspace.forCells(
        c -> {
          List<ModelStatement> all = new ArrayList<>();
          for (NormalGroup group : groups) {
            Expr more =
                isScaled
                    ? t.times(
                        t.divide(group.weight(), onePlus), t.apply("square", t.minus(m, location)))
                    : t.real(0);
            all.add(c.marginal(group.residue(more)));
            if (groups.size() > 1) all.add(c.marginal(group.between(m)));
          }
          all.add(c.marginal(t.times(t.real(-0.5), t.apply("log1p", r))));
          if (!isScaled) {
            all.add(c.marginal(new Residue.Quadratic(shrunk, m, location).value(t)));
          }
          return all;
        });
    Expr mean = t.plus(location, t.times(t.divide(r, onePlus), t.minus(m, location)));
    Expr sd = t.apply("sqrt", t.divide(variance, onePlus));
    return workspace.forCellsOnly(c -> List.of(draw(c, mean, sd, workspace)));
  }

  /** The mean of all groups' means, by their weights. */
  private static Symbol centre(List<NormalGroup> groups, Expr weight, Workspace workspace) {
    if (groups.size() == 1) return groups.get(0).centre();
    Terms t = workspace.terms();
    Expr sum = t.sum(groups.stream().map(g -> t.times(g.scaledWeight(), g.mean())).toList());
    Symbol centre =
        workspace.ofCells("centre", workspace.changes(sum) || workspace.changes(weight));
    Expr value = NormalGroup.ratio(sum, weight, t);
    workspace.forCells(c -> List.of(c.define(centre, workspace.cellIndices(), value)));
    return centre;
  }

  private ModelStatement draw(Workspace.Context c, Expr mean, Expr sd, Workspace workspace) {
    Terms t = workspace.terms();
    DistributionCall call =
        t.call(
            library.distribution("Normal", "mean", "sd"),
            c.in(List.of(mean, sd)),
            List.of(),
            Type.REAL);
    return new ModelStatement.Draw(
        workspace.cell().symbol(), c.in(workspace.cellIndices()), call, t.span());
  }
}
