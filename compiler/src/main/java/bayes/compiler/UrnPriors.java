package bayes.compiler;

import bayes.compiler.graph.Derivations.Step;
import bayes.compiler.graph.Derivations.Term;
import bayes.compiler.lower.DataRows;
import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.plan.collapse.Rows;
import bayes.runtime.sampler.gibbs.PriorCounts;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The prior counts of an array of rows, of data: few numbers where rows or columns are alike. */
final class UrnPriors {
  private final Axes axes;
  private final Function<DataRows, double[]> list;
  private final Rows rows;
  private final Places plate;
  private final int nColumns;

  UrnPriors(Axes axes, Function<DataRows, double[]> list, Rows rows, Places plate, int nColumns) {
    this.axes = axes;
    this.list = list;
    this.rows = rows;
    this.plate = plate;
    this.nColumns = nColumns;
  }

  PriorCounts counts() {
    Term first = rows.priors().get(0);
    List<Expr> counts = rows.counts(draw(first));
    boolean isAlike = counts.stream().noneMatch(count -> readsPath(count, first.path()));
    if (rows.priors().size() == 1 && isAlike) return ofAlike(counts);
    double[] all = new double[Math.multiplyExact(plate.size(), nColumns)];
    Arrays.fill(all, 1);
    for (Term prior : rows.priors()) fill(prior, all);
    return PriorCounts.full(nColumns, all);
  }

  private static ModelStatement.Draw draw(Term prior) {
    return (ModelStatement.Draw) prior.statement();
  }

  private PriorCounts ofAlike(List<Expr> counts) {
    if (rows.isBeta()) {
      return PriorCounts.byColumn(
          counts.stream().mapToDouble(count -> axes.evaluate(count).get(0)).toArray());
    }
    Expr all = counts.get(0);
    return all.type().dimensions().isEmpty()
        ? PriorCounts.symmetric(axes.evaluate(all).get(0))
        : PriorCounts.byColumn(axes.evaluate(all).reals());
  }

  private void fill(Term prior, double[] all) {
    List<Expr> counts = rows.counts(draw(prior));
    List<Expr> cells = new ArrayList<>();
    draw(prior).indices().forEach(index -> cells.add(Places.number(index)));
    if (rows.isBeta()) {
      cells.addAll(counts);
      read(new DataRows(prior.path(), cells), false, all);
    } else if (counts.get(0).type().dimensions().isEmpty()) {
      cells.add(counts.get(0));
      read(new DataRows(prior.path(), cells), true, all);
    } else {
      // One column after the other: as many rows of numbers as there are columns.
      Expr array = counts.get(0);
      IndexSet set = array.type().dimensions().get(0);
      Symbol column = new Symbol(-1, "c", Symbol.Role.BINDER, Type.memberOf(set), array.span());
      List<Step> path = new ArrayList<>(prior.path());
      Expr.Binder binder = new Expr.Binder(column, set);
      path.add(new Step.Loop(new ModelStatement.For(binder, List.of(), array.span())));
      Expr index = new Expr.Variable(column, array.span());
      cells.add(
          new Expr.Index(array, List.of(new Expr.Subscript.At(index)), Type.REAL, array.span()));
      read(new DataRows(path, cells), false, all);
    }
  }

  /** What stands behind the cells of the index is one count or more of the columns in turn. */
  private void read(DataRows listed, boolean isForAllColumns, double[] all) {
    double[] cells = list.apply(listed);
    int width = listed.cells().size();
    int column = 0;
    for (int at = 0; at < cells.length; at += width) {
      int row = plate.number(cells, at);
      if (isForAllColumns) {
        Arrays.fill(all, row * nColumns, (row + 1) * nColumns, cells[at + width - 1]);
        continue;
      }
      for (int c = at + plate.dimensions(); c < at + width; c++) {
        all[row * nColumns + column] = cells[c];
        column = (column + 1) % nColumns;
      }
    }
  }

  private static boolean readsPath(Expr expr, List<Step> path) {
    Set<Symbol> bound = new HashSet<>();
    for (Step step : path) {
      if (step instanceof Step.Loop loop) bound.add(loop.loop().binder().symbol());
      if (step instanceof Step.Local local) bound.add(local.define().symbol());
    }
    return FreeSymbols.of(expr).stream().anyMatch(bound::contains);
  }
}
