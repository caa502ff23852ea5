package bayes.compiler.plan.conjugate;

import bayes.compiler.graph.Derivations;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.StandardLibrary;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.Plan;
import bayes.compiler.plan.PlanOptions;
import bayes.compiler.plan.Rewriting;
import bayes.compiler.plan.statistics.CellTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A model as it is written, but for tables of rows that a run integrated out: of them the model is
 * given the counts, and each row that it reads is drawn from its posterior, or at its mean. So a
 * run is asked of a few contexts, or of a new text, without ever drawing a table of all contexts.
 *
 * @param model in which the counts are data, and a key of each table's rows is a latent
 */
public record HeldTables(TypedModel model, List<Table> tables) {
  /** Above the symbols of all passes. */
  private static final int FIRST_NUMBER = 3_000_000;

  public HeldTables {
    tables = List.copyOf(tables);
  }

  /**
   * A table.
   *
   * @param keysOfRun the indices of its cells, in the model that was explored
   * @param sumsOfRun the sums of their counts, there
   * @param size the name of the number of cells among the data of this model
   * @param keys that of their indices
   * @param sums that of the sums
   * @param key the name of the latent by which rows are drawn; at 0 they are at their means
   */
  public record Table(
      Symbol keysOfRun, Symbol sumsOfRun, String size, String keys, String sums, String key) {}

  /**
   * The model that holds some latents as tables of counts; empty if one of them is not of rows that
   * are counted by cells, or is read otherwise than by rows.
   *
   * @param explored the plan that integrated them out
   */
  public static Optional<HeldTables> of(
      TypedModel written, Plan explored, Set<String> latents, StandardLibrary library) {
    Rewriting names =
        new Rewriting(
            written,
            written,
            PlanOptions.asWritten(),
            library,
            List.of(),
            Map.of(),
            List.of(),
            List.of(),
            new AtomicInteger(FIRST_NUMBER));
    HeldTables all = new HeldTables(written, List.of());
    for (VariableDeclaration variable : written.variables()) {
      boolean isHeld =
          variable.symbol().role() == Symbol.Role.LATENT
              && latents.contains(variable.symbol().name());
      if (!isHeld) continue;
      Optional<HeldTables> more = all.with(variable, explored, names);
      if (more.isEmpty()) return Optional.empty();
      all = more.get();
    }
    return all.tables().isEmpty() ? Optional.empty() : Optional.of(all);
  }

  private Optional<HeldTables> with(VariableDeclaration variable, Plan explored, Rewriting names) {
    Optional<Cell> cell = Cell.of(variable, Derivations.of(model));
    String name = variable.symbol().name();
    Optional<Symbol> keysOfRun = symbol(explored, name + CellTable.KEYS);
    Optional<Symbol> sumsOfRun = symbol(explored, name + CellTable.SUMS);
    if (cell.isEmpty() || keysOfRun.isEmpty() || sumsOfRun.isEmpty()) return Optional.empty();
    return new Holding(cell.get(), names).of(keysOfRun.get(), sumsOfRun.get());
  }

  private static Optional<Symbol> symbol(Plan explored, String name) {
    return explored.model().variables().stream()
        .map(VariableDeclaration::symbol)
        .filter(s -> s.name().equals(name))
        .findFirst();
  }

  /** Puts counts in the place of one latent. */
  private final class Holding {
    private final Cell cell;
    private final Rewriting names;
    private final Terms t;

    Holding(Cell cell, Rewriting names) {
      this.cell = cell;
      this.names = names;
      this.t = names.terms(cell.draw().span());
    }

    Optional<HeldTables> of(Symbol keysOfRun, Symbol sumsOfRun) {
      int width = cell.symbol().type().dimensions().size();
      Symbol size = symbol("#size", Symbol.Role.DATA, Type.INT);
      Expr cells = t.variable(size);
      Symbol keys =
          symbol("#keys", Symbol.Role.DATA, array(Type.INT, t.times(cells, t.integer(width))));
      Symbol sums = symbol("#sums", Symbol.Role.DATA, array(Type.REAL, cells));
      Symbol key = symbol("#key", Symbol.Role.LATENT, Type.REAL);
      CellTable.Lookup lookup =
          new CellTable.Lookup(keys, sums, cell.symbol().type().dimensions(), t);
      OnDemand rows = new OnDemand(cell, indices -> row(indices, lookup, key));
      List<ModelStatement> statements = new ArrayList<>();
      statements.add(new ModelStatement.Draw(key, List.of(), uniform(), t.span()));
      statements.addAll(rows.statements(without(model.statements())));
      if (rows.isReadAsAWhole()) return Optional.empty();
      List<VariableDeclaration> variables = new ArrayList<>();
      for (Symbol symbol : List.of(size, keys, sums, key)) variables.add(declaration(symbol));
      for (VariableDeclaration variable : model.variables()) {
        if (!variable.symbol().equals(cell.symbol())) variables.add(variable);
      }
      List<Table> all = new ArrayList<>(tables);
      all.add(new Table(keysOfRun, sumsOfRun, size.name(), keys.name(), sums.name(), key.name()));
      return Optional.of(
          new HeldTables(
              new TypedModel(
                  model.name(), model.doc(), model.source(), model.sets(), variables, statements),
              all));
    }

    /** The names are none that a user can write. */
    private Symbol symbol(String word, Symbol.Role role, Type type) {
      return names.symbol(cell.symbol().name() + word, role, type, t.span());
    }

    private Type array(Type element, Expr size) {
      return Type.array(element, List.of(new IndexSet.Size(size)));
    }

    private DistributionCall uniform() {
      return t.call(
          names.library().distribution("Uniform", "lower", "upper"),
          List.of(t.real(0), t.real(1)),
          List.of(),
          Type.REAL);
    }

    private Expr row(List<Expr> indices, CellTable.Lookup lookup, Symbol key) {
      IndexSet set = cell.event().get(0);
      Symbol member = names.symbol("i", Symbol.Role.BINDER, Type.memberOf(set), t.span());
      Expr.Binder of = new Expr.Binder(member, set);
      Expr row = SparseCounts.drawn(cell, key, SparseCounts.concentrations(cell, lookup, of, t), t);
      Map<Symbol, Expr> values = new HashMap<>();
      for (int d = 0; d < indices.size(); d++) values.put(cell.binders().get(d), indices.get(d));
      return Substitution.ofValues(values).rewrite(row);
    }

    /** Statements without the draw of the latent. */
    private List<ModelStatement> without(List<ModelStatement> statements) {
      List<ModelStatement> rest = new ArrayList<>();
      for (ModelStatement statement : statements) {
        if (statement == cell.draw()) continue;
        if (!(statement instanceof ModelStatement.For loop)) {
          rest.add(statement);
          continue;
        }
        List<ModelStatement> body = without(loop.body());
        if (!body.isEmpty()) rest.add(new ModelStatement.For(loop.binder(), body, loop.span()));
      }
      return rest;
    }

    private static VariableDeclaration declaration(Symbol symbol) {
      boolean isLatent = symbol.role() == Symbol.Role.LATENT;
      return new VariableDeclaration(
          symbol,
          Support.WHOLE,
          Optional.empty(),
          isLatent,
          false,
          false,
          symbol.name(),
          Optional.empty());
    }
  }
}
