package bayes.compiler.plan.conjugate;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.StandardLibrary;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Dirichlet priors, to whose parameters the counts of categories are added. */
final class DirichletFamily implements Family {
  private final StandardLibrary library;

  DirichletFamily(StandardLibrary library) {
    this.library = library;
  }

  @Override
  public boolean isOf(Cell cell, Terms terms) {
    return Definitions.is(cell.prior().definition(), library, "Dirichlet")
        && cell.event().size() == 1;
  }

  /** The members that are counted, or an array of counts. */
  private record Addition(Reading reading, List<Expr> indices, boolean isOfCounts) {
    Expr point() {
      return reading.point().orElseThrow();
    }
  }

  @Override
  public Optional<List<ModelStatement>> integrate(List<Reading> readings, Workspace workspace) {
    Cell cell = workspace.cell();
    if (!isOf(cell, workspace.terms())) return Optional.empty();
    List<Addition> additions = new ArrayList<>();
    for (Reading reading : readings) {
      Optional<Addition> addition = addition(reading, workspace);
      if (addition.isEmpty()) return Optional.empty();
      additions.add(addition.get());
    }
    return sparse(additions, workspace)
        .or(() -> Optional.of(new Counts(workspace, additions).write()));
  }

  /** Of a table whose cells the data name, only those that they name are held. */
  private Optional<List<ModelStatement>> sparse(List<Addition> additions, Workspace workspace) {
    for (Addition a : additions) {
      boolean isOfData = a.reading().isObserved() && !isFromLatents(a, workspace);
      if (a.isOfCounts() || !isOfData) return Optional.empty();
    }
    List<Reading> readings = additions.stream().map(Addition::reading).toList();
    List<List<Expr>> indices = additions.stream().map(Addition::indices).toList();
    return SparseCounts.of(readings, indices, workspace, library);
  }

  private static boolean isFromLatents(Addition a, Workspace workspace) {
    List<Expr> read = new ArrayList<>(a.indices());
    read.add(a.point());
    return workspace.isFromLatents(read);
  }

  private Optional<Addition> addition(Reading reading, Workspace workspace) {
    Cell cell = workspace.cell();
    if (reading.call().isEmpty() || reading.arguments().isEmpty()) return Optional.empty();
    DistributionCall call = reading.call().get();
    List<Expr> arguments = reading.arguments().get();
    boolean isCategorical = Definitions.is(call.definition(), library, "Categorical", List.of("p"));
    boolean isMultinomial =
        Definitions.is(call.definition(), library, "Multinomial", List.of("n", "p"));
    if (!isCategorical && !isMultinomial) return Optional.empty();
    Optional<List<Expr>> indices = cell.elementOf(arguments.get(arguments.size() - 1));
    boolean isApart =
        !cell.isReadBy(reading.point().orElseThrow())
            && (isCategorical
                || !cell.isReadBy(arguments.get(0))
                    && !workspace.isFromLatents(arguments.subList(0, 1)));
    return isApart
        ? indices.filter(workspace::isKnownRow).map(i -> new Addition(reading, i, isMultinomial))
        : Optional.empty();
  }

  /** The counts of each cell, of what is observed and of what is drawn. */
  private final class Counts {
    private final Workspace workspace;
    private final Terms t;
    private final List<Addition> additions;

    Counts(Workspace workspace, List<Addition> additions) {
      this.workspace = workspace;
      this.t = workspace.terms();
      this.additions = additions;
    }

    List<ModelStatement> write() {
      Optional<Symbol> drawn =
          counts("drawn", additions.stream().filter(a -> !a.reading().isObserved()).toList());
      Optional<Symbol> observed =
          counts("observed", additions.stream().filter(a -> a.reading().isObserved()).toList());
      List<Symbol> all = new ArrayList<>();
      drawn.ifPresent(all::add);
      observed.ifPresent(all::add);
      if (!all.isEmpty()) {
        workspace.forCells(
            c -> List.of(c.marginal(logMarginal(all), drawn.map(d -> logMarginal(List.of(d))))));
      }
      return workspace.forCellsOnly(c -> List.of(posterior(c, all)));
    }

    private Optional<Symbol> counts(String word, List<Addition> group) {
      if (group.isEmpty()) return Optional.empty();
      boolean changes = false;
      for (Addition a : group) changes |= isFromLatents(a, workspace);
      Symbol counts =
          workspace.derived(word, workspace.cell().symbol().type().dimensions(), changes);
      Bases bases = new Bases(workspace, word);
      for (Addition a : group) workspace.inPlaceOf(a.reading(), c -> added(a, counts, bases, c));
      bases.write(group.get(0).reading().isObserved());
      return Optional.of(counts);
    }

    private List<ModelStatement> added(
        Addition a, Symbol counts, Bases bases, Workspace.Context c) {
      List<Expr> indices = new ArrayList<>(a.indices());
      if (!a.isOfCounts()) {
        indices.add(a.point());
        return List.of(c.add(counts, indices, t.real(1)));
      }
      Expr.Binder of = workspace.binder(workspace.cell().event().get(0));
      Expr member = t.variable(of.symbol());
      indices.add(member);
      Expr count = t.element(a.point(), List.of(member));
      Expr total = a.reading().arguments().orElseThrow().get(0);
      Symbol base = bases.of(workspace.isFromLatents(List.of(a.point())));
      return List.of(
          new ModelStatement.For(of, List.of(c.add(counts, indices, count)), t.span()),
          c.add(base, List.of(), arrangements(total, a.point())));
    }

    /** log n! - sum of log x_i!, or what no multinomial can be. */
    private Expr arrangements(Expr total, Expr point) {
      Expr.Binder of = workspace.binder(workspace.cell().event().get(0));
      Expr count = t.as(t.element(point, List.of(t.variable(of.symbol()))), Type.REAL);
      Expr each = t.sum(List.of(of), t.lgamma(t.plus(count, t.real(1))));
      Expr all = t.lgamma(t.plus(t.as(total, Type.REAL), t.real(1)));
      Expr sum = t.reduce(Expr.Reduction.SUM, point);
      return t.choose(t.apply("==", sum, total), t.minus(all, each), t.impossible());
    }

    private Expr parameter(Expr member) {
      return parameterOf(workspace.cell(), member, t);
    }

    private Expr count(List<Symbol> counts, Expr member) {
      List<Expr> indices = new ArrayList<>(workspace.cellIndices());
      indices.add(member);
      return t.sum(counts.stream().map(s -> t.element(s, indices)).toList());
    }

    /** log of the product of Γ(a_i + n_i) / Γ(a_i), divided by the same of the sums. */
    private Expr logMarginal(List<Symbol> counts) {
      IndexSet set = workspace.cell().event().get(0);
      Expr.Binder of = workspace.binder(set);
      Expr member = t.variable(of.symbol());
      Expr n = count(counts, member);
      Expr a = parameter(member);
      Expr each = t.choose(t.apply("==", n, t.real(0)), t.real(0), Pair.rising(a, n, t));
      Expr.Binder inSum = workspace.binder(set);
      Expr allA = t.sum(List.of(inSum), parameter(t.variable(inSum.symbol())));
      Expr.Binder inCount = workspace.binder(set);
      Expr allN = t.sum(List.of(inCount), count(counts, t.variable(inCount.symbol())));
      return t.minus(t.sum(List.of(of), each), Pair.rising(allA, allN, t));
    }

    private ModelStatement posterior(Workspace.Context c, List<Symbol> counts) {
      IndexSet set = workspace.cell().event().get(0);
      Expr.Binder of = workspace.binder(set);
      Expr member = t.variable(of.symbol());
      Expr a = parameter(member);
      Expr parameter = counts.isEmpty() ? a : t.plus(a, count(counts, member));
      DistributionCall call =
          t.call(
              library.distribution("Dirichlet", "a"),
              List.of(c.in(t.array(List.of(of), parameter))),
              List.of(set),
              Type.array(Type.REAL, List.of(set)));
      return new ModelStatement.Draw(
          workspace.cell().symbol(), c.in(workspace.cellIndices()), call, t.span());
    }
  }

  /** The prior's parameter of a member. */
  static Expr parameterOf(Cell cell, Expr member, Terms t) {
    List<DistributionCall.Argument> arguments = cell.prior().arguments();
    DistributionCall.Argument last = arguments.get(arguments.size() - 1);
    Expr a = ((DistributionCall.Argument.OfValue) last).value();
    Expr of = a.type().dimensions().isEmpty() ? a : t.element(a, List.of(member));
    return t.as(of, Type.REAL);
  }
}
