package bayes.compiler.plan.conjugate;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.StandardLibrary;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Beta, gamma and inverse gamma priors, to whose two parameters statistics are added. */
final class PairFamily implements Family {
  private final StandardLibrary library;

  PairFamily(StandardLibrary library) {
    this.library = library;
  }

  @Override
  public boolean isOf(Cell cell, Terms terms) {
    return Pair.of(cell, library, terms).isPresent();
  }

  /**
   * What a term adds to the statistics.
   *
   * @param indices of the cell, in the term
   */
  private record Addition(
      Reading reading, List<Expr> indices, PairLikelihood.Statistic statistic) {}

  @Override
  public Optional<List<ModelStatement>> integrate(List<Reading> readings, Workspace workspace) {
    Terms t = workspace.terms();
    Optional<Pair> prior = Pair.of(workspace.cell(), library, t);
    if (prior.isEmpty()) return Optional.empty();
    List<Addition> additions = new ArrayList<>();
    for (Reading reading : readings) {
      Optional<Addition> addition =
          prior.get().form() == Pair.Form.BETA
              ? share(reading, workspace)
              : rate(reading, prior.get().form(), workspace);
      if (addition.isEmpty()) return Optional.empty();
      additions.add(addition.get());
    }
    return Optional.of(new Sums(workspace, prior.get(), additions).write());
  }

  /** A term of a probability, which the latent itself is. */
  private Optional<Addition> share(Reading reading, Workspace workspace) {
    Cell cell = workspace.cell();
    List<PairLikelihood> all = new ArrayList<>(PairLikelihood.SHARES);
    all.addAll(PairLikelihood.ODDS);
    for (PairLikelihood likelihood : all) {
      if (!likelihood.isOf(reading, library)) continue;
      List<Expr> arguments = reading.arguments().orElseThrow();
      Expr argument = arguments.get(likelihood.parameter());
      Optional<List<Expr>> indices =
          PairLikelihood.ODDS.contains(likelihood)
              ? ofOdds(argument).flatMap(cell::elementOf)
              : cell.elementOf(argument);
      Expr point = reading.point().orElseThrow();
      if (indices.isEmpty()
          || !workspace.isKnownRow(indices.get())
          || !isApart(likelihood, arguments, point, workspace)) {
        return Optional.empty();
      }
      return Optional.of(
          new Addition(
              reading,
              indices.get(),
              likelihood.statistics().of(point, arguments, workspace.terms())));
    }
    return Optional.empty();
  }

  /** p, if an expression is {@code p / (1 - p)}. */
  private static Optional<Expr> ofOdds(Expr expr) {
    if (!(expr instanceof Expr.Apply ratio) || !ratio.function().name().equals("/")) {
      return Optional.empty();
    }
    Expr share = ratio.operands().get(0);
    boolean isOdds =
        ratio.operands().get(1) instanceof Expr.Apply rest
            && rest.function().name().equals("-")
            && rest.operands().size() == 2
            && Monomial.of(rest.operands().get(0)).isOne()
            && ExprText.same(rest.operands().get(1), share);
    return isOdds ? Optional.of(share) : Optional.empty();
  }

  /** A term of a rate, which is a power of the latent times what is known. */
  private Optional<Addition> rate(Reading reading, Pair.Form form, Workspace workspace) {
    Cell cell = workspace.cell();
    Terms t = workspace.terms();
    if (reading.value().isPresent()) return scale(reading, form, workspace);
    for (PairLikelihood likelihood : PairLikelihood.RATES) {
      if (!likelihood.isOf(reading, library)) continue;
      List<Expr> arguments = reading.arguments().orElseThrow();
      Expr point = reading.point().orElseThrow();
      Monomial rate = Monomial.of(arguments.get(likelihood.parameter())).power(likelihood.power());
      Optional<List<Expr>> indices = element(rate, form, cell);
      Monomial known = rate.where(e -> !cell.isReadBy(e));
      if (indices.isEmpty()
          || !workspace.isKnownRow(indices.get())
          || !isApart(likelihood, arguments, point, workspace)
          || workspace.isFromLatents(known.bases())) {
        return Optional.empty();
      }
      return Optional.of(
          new Addition(
              reading,
              indices.get(),
              scaled(likelihood.statistics().of(point, arguments, t), known, t)));
    }
    return Optional.empty();
  }

  /** What was left of normal variables whose means have been integrated out. */
  private static Optional<Addition> scale(Reading reading, Pair.Form form, Workspace workspace) {
    Cell cell = workspace.cell();
    Terms t = workspace.terms();
    Optional<Residue.Scale> scale = Residue.Scale.of(reading.value().orElseThrow());
    if (scale.isEmpty()) return Optional.empty();
    Monomial rate = Monomial.of(scale.get().variance()).power(-1);
    Optional<List<Expr>> indices = element(rate, form, cell);
    Monomial known = rate.where(e -> !cell.isReadBy(e));
    Expr s = scale.get().shape();
    Expr h = scale.get().sum();
    boolean isFree = !cell.isReadBy(s) && !cell.isReadBy(h);
    if (indices.isEmpty()
        || !workspace.isKnownRow(indices.get())
        || !isFree
        || workspace.isFromLatents(known.bases())) {
      return Optional.empty();
    }
    var statistic = new PairLikelihood.Statistic(s, h, Optional.empty());
    return Optional.of(new Addition(reading, indices.get(), scaled(statistic, known, t)));
  }

  /** The indices of the cell that a rate is a power of, if it is the one of the family. */
  private static Optional<List<Expr>> element(Monomial rate, Pair.Form form, Cell cell) {
    List<Monomial.Factor> own =
        rate.factors().stream().filter(f -> cell.isReadBy(f.base())).toList();
    return own.size() == 1 && own.get(0).power() == form.power()
        ? cell.elementOf(own.get(0).base())
        : Optional.empty();
  }

  private static PairLikelihood.Statistic scaled(
      PairLikelihood.Statistic statistic, Monomial by, Terms t) {
    if (by.isOne()) return statistic;
    Expr factor = by.product(t);
    Expr base = t.apply("xlogy", statistic.s(), factor);
    return new PairLikelihood.Statistic(
        statistic.s(),
        t.times(factor, statistic.t()),
        Optional.of(statistic.base().map(b -> t.plus(b, base)).orElse(base)));
  }

  /** Whether the point and the other arguments are known. */
  private static boolean isApart(
      PairLikelihood likelihood, List<Expr> arguments, Expr point, Workspace workspace) {
    List<Expr> others = new ArrayList<>(arguments);
    others.remove(likelihood.parameter());
    return !workspace.isFromLatents(others)
        && others.stream().noneMatch(workspace.cell()::isReadBy)
        && !workspace.cell().isReadBy(point);
  }

  /** The sums of the statistics of each cell, of what is observed and of what is drawn. */
  private final class Sums {
    private final Workspace workspace;
    private final Terms t;
    private final Pair prior;
    private final List<Addition> additions;

    Sums(Workspace workspace, Pair prior, List<Addition> additions) {
      this.workspace = workspace;
      this.t = workspace.terms();
      this.prior = prior;
      this.additions = additions;
    }

    /** Two sums of each cell. */
    private record Two(Expr s, Expr t) {}

    List<ModelStatement> write() {
      Optional<Two> drawn = sums("drawn", additions.stream().filter(a -> !isObserved(a)).toList());
      Optional<Two> observed =
          sums("observed", additions.stream().filter(Sums::isObserved).toList());
      Optional<Two> all =
          drawn.isPresent() && observed.isPresent()
              ? Optional.of(
                  new Two(
                      t.plus(drawn.get().s(), observed.get().s()),
                      t.plus(drawn.get().t(), observed.get().t())))
              : observed.or(() -> drawn);
      if (all.isPresent()) {
        workspace.forCells(
            c -> List.of(c.marginal(logMarginal(all.get()), drawn.map(this::logMarginal))));
      }
      return workspace.forCellsOnly(c -> List.of(posterior(c, all)));
    }

    private Expr logMarginal(Two sums) {
      return prior.logMarginal(sums.s(), sums.t(), t);
    }

    private static boolean isObserved(Addition addition) {
      return addition.reading().isObserved();
    }

    private Optional<Two> sums(String word, List<Addition> group) {
      if (group.isEmpty()) return Optional.empty();
      boolean changes = false;
      for (Addition a : group) changes |= isFromLatents(a);
      Symbol first = workspace.ofCells(word + "1", changes);
      Symbol second = workspace.ofCells(word + "2", changes);
      List<Addition> based = group.stream().filter(a -> a.statistic().base().isPresent()).toList();
      Bases bases = new Bases(workspace, word);
      for (Addition a : group) {
        Optional<Symbol> base =
            a.statistic().base().map(b -> bases.of(workspace.isFromLatents(List.of(b))));
        workspace.inPlaceOf(
            a.reading(),
            c -> {
              List<ModelStatement> added = new ArrayList<>();
              added.add(c.add(first, a.indices(), a.statistic().s()));
              added.add(c.add(second, a.indices(), a.statistic().t()));
              base.ifPresent(
                  b -> added.add(c.add(b, List.of(), a.statistic().base().orElseThrow())));
              return added;
            });
      }
      if (!based.isEmpty()) bases.write(group.get(0).reading().isObserved());
      List<Expr> cells = workspace.cellIndices();
      return Optional.of(new Two(t.element(first, cells), t.element(second, cells)));
    }

    private boolean isFromLatents(Addition a) {
      List<Expr> read = new ArrayList<>(a.indices());
      read.add(a.statistic().s());
      read.add(a.statistic().t());
      return workspace.isFromLatents(read);
    }

    private ModelStatement posterior(Workspace.Context c, Optional<Two> all) {
      Pair posterior = all.map(two -> prior.plus(two.s(), two.t(), t)).orElse(prior);
      DistributionCall call =
          t.call(
              prior.form().definition(library),
              c.in(List.of(posterior.first(), posterior.second())),
              List.of(),
              Type.REAL);
      return new ModelStatement.Draw(
          workspace.cell().symbol(), c.in(workspace.cellIndices()), call, t.span());
    }
  }
}
