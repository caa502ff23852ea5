package bayes.compiler.lower;

import bayes.compiler.graph.Derivations.Step;
import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.Symbol;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of numbers that loops over the data list: for each time that a statement would be reached,
 * the values of the cells.
 *
 * @param path the loops and branches around the statement, all of data
 * @param cells numbers that are known from data, in the path's loop variables
 */
public record DataRows(List<Step> path, List<Expr> cells) {
  public DataRows {
    path = List.copyOf(path);
    cells = List.copyOf(cells);
  }

  /** All that listing them reads. */
  List<Expr> reads() {
    List<Expr> reads = new ArrayList<>(cells);
    for (Step step : path) {
      if (step instanceof Step.Branch branch) reads.add(branch.branch().condition());
      if (!(step instanceof Step.Loop loop)) continue;
      for (Symbol symbol : FreeSymbols.of(loop.loop().binder().set())) {
        reads.add(new Expr.Variable(symbol, symbol.declared()));
      }
    }
    return reads;
  }
}
