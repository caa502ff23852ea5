package bayes.compiler.plan.conjugate;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.MatrixOperation;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.StandardLibrary;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import bayes.compiler.plan.statistics.CellTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A table of Dirichlet rows, of which members are counted that the data name: only cells that occur
 * are held, and only they, and the rows that they are in, have a term. The log marginal likelihood
 * is the sum of {@code log Γ(a + n) - log Γ(a)} over cells, minus the same of the sums of the rows.
 */
final class SparseCounts {
  private final Workspace workspace;
  private final StandardLibrary library;
  private final Terms t;
  private final Cell cell;
  private final CellTable table;

  private SparseCounts(Workspace workspace, StandardLibrary library, CellTable table) {
    this.workspace = workspace;
    this.library = library;
    this.t = workspace.terms();
    this.cell = workspace.cell();
    this.table = table;
  }

  /**
   * Puts counts in the place of draws from the rows of a table; empty if the latent is a single
   * row.
   *
   * @param readings observations of members, each drawn from a row
   * @param indices the rows', in each of the readings
   * @return the statements that draw the rows from their posterior
   */
  static Optional<List<ModelStatement>> of(
      List<Reading> readings,
      List<List<Expr>> indices,
      Workspace workspace,
      StandardLibrary library) {
    Cell cell = workspace.cell();
    if (cell.plate().isEmpty() || readings.isEmpty()) return Optional.empty();
    List<CellTable.Source> sources = new ArrayList<>();
    for (int r = 0; r < readings.size(); r++) {
      List<Expr> all = new ArrayList<>(indices.get(r));
      all.add(readings.get(r).point().orElseThrow());
      sources.add(new CellTable.Source(readings.get(r).term(), all));
    }
    return workspace
        .table(sources)
        .map(table -> new SparseCounts(workspace, library, table).write(readings));
  }

  private List<ModelStatement> write(List<Reading> readings) {
    readings.forEach(workspace::replace);
    workspace.variables().addAll(table.variables());
    workspace.statements().addAll(table.statements());
    Expr.Binder member = workspace.binder(set());
    Expr total = total();
    CellTable.Loop cells = table.cells();
    List<Expr> plate = cells.indices().subList(0, cell.binders().size());
    Expr last = cells.indices().get(plate.size());
    Expr a =
        in(plate, Map.of(member.symbol(), last))
            .rewrite(DirichletFamily.parameterOf(cell, t.variable(member.symbol()), t));
    add(cells.binder(), Pair.risingByCount(a, cells.count(), t));
    CellTable.Loop rows = table.rows();
    Expr sum = in(rows.indices(), Map.of()).rewrite(total);
    add(rows.binder(), t.negative(Pair.risingByCount(sum, rows.count(), t)));
    return OpenTables.isOne(cell.variable())
        ? onDemand()
        : workspace.forCellsOnly(c -> List.of(posterior(c)));
  }

  private IndexSet set() {
    return cell.event().get(0);
  }

  private void add(Expr.Binder over, Expr term) {
    ModelStatement marginal = new ModelStatement.Marginal(term, Optional.empty(), t.span());
    workspace.statements().add(new ModelStatement.For(over, List.of(marginal), t.span()));
  }

  /** Puts indices in the place of the loop variables of the latent's draw. */
  private Substitution in(List<Expr> plate, Map<Symbol, Expr> others) {
    Map<Symbol, Expr> values = new HashMap<>(others);
    for (int d = 0; d < plate.size(); d++) values.put(cell.binders().get(d), plate.get(d));
    return Substitution.ofValues(values);
  }

  /** The sum of a row's parameters, by the loop variables of the latent's draw. */
  private Expr total() {
    List<DistributionCall.Argument> arguments = cell.prior().arguments();
    DistributionCall.Argument last = arguments.get(arguments.size() - 1);
    return sum(t.as(((DistributionCall.Argument.OfValue) last).value(), Type.REAL));
  }

  /** A sum over all members is made once where it is the same for all rows. */
  private Expr sum(Expr a) {
    if (a.type().dimensions().isEmpty()) {
      return t.times(t.as(new Expr.Size(set(), t.span()), Type.REAL), a);
    }
    if (a instanceof Expr.Apply product && product.function().name().equals("*")) {
      Expr x = product.operands().get(0);
      Expr y = product.operands().get(1);
      if (x.type().dimensions().isEmpty()) return t.times(x, sum(y));
      if (y.type().dimensions().isEmpty()) return t.times(sum(x), y);
    }
    Expr.Binder member = workspace.binder(set());
    Expr all = t.sum(List.of(member), t.element(a, List.of(t.variable(member.symbol()))));
    boolean isOfRow = FreeSymbols.of(a).stream().anyMatch(cell.binders()::contains);
    if (isOfRow) return all;
    Symbol total = workspace.derived("total", List.of(), workspace.isFromLatents(List.of(a)));
    workspace.statements().add(new ModelStatement.Define(total, List.of(), all, t.span()));
    return t.variable(total);
  }

  private Expr concentrations() {
    return concentrations(cell, table.lookup(), workspace.binder(set()), t);
  }

  /**
   * The concentrations of the posterior of a row, by the loop variables of the latent's draw.
   *
   * @param of a loop variable over the members of a row
   */
  static Expr concentrations(Cell cell, CellTable.Lookup table, Expr.Binder of, Terms t) {
    Expr member = t.variable(of.symbol());
    Expr counts = table.row(cell.binders().stream().map(t::variable).toList());
    Expr parameter =
        t.plus(DirichletFamily.parameterOf(cell, member, t), t.element(counts, List.of(member)));
    return t.array(List.of(of), parameter);
  }

  private ModelStatement posterior(Workspace.Context c) {
    DistributionCall call =
        t.call(
            library.distribution("Dirichlet", "a"),
            List.of(c.in(concentrations())),
            List.of(set()),
            Type.array(Type.REAL, List.of(set())));
    return new ModelStatement.Draw(cell.symbol(), c.in(workspace.cellIndices()), call, t.span());
  }

  /** Draws rows where they are read: the recovery is that of all of them, if all are read. */
  private List<ModelStatement> onDemand() {
    Symbol key = workspace.generated("key");
    DistributionCall uniform =
        t.call(
            library.distribution("Uniform", "lower", "upper"),
            List.of(t.real(0), t.real(1)),
            List.of(),
            Type.REAL);
    List<ModelStatement> recovery = new ArrayList<>();
    recovery.add(new ModelStatement.Draw(key, List.of(), uniform, t.span()));
    recovery.addAll(
        workspace.forCellsOnly(
            c -> List.of(c.define(cell.symbol(), workspace.cellIndices(), drawn(key)))));
    workspace.readOnDemand(indices -> in(indices, Map.of()).rewrite(drawn(key)));
    return recovery;
  }

  private Expr drawn(Symbol key) {
    return drawn(cell, key, concentrations(), t);
  }

  /** A row that is drawn where it is read. */
  static Expr drawn(Cell cell, Symbol key, Expr concentrations, Terms t) {
    Expr indices = CellTable.numbers(cell.binders().stream().map(t::variable).toList(), t);
    return new Expr.MatrixFunction(
        MatrixOperation.KEYED_DIRICHLET,
        List.of(t.variable(key), indices, concentrations),
        Type.array(Type.REAL, cell.event()),
        t.span());
  }
}
