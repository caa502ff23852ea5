package bayes.compiler.lower;

import bayes.compiler.graph.Derivations.Step;
import bayes.compiler.graph.Mention;
import bayes.compiler.graph.Mentions;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprRewriter;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which iterations of nested loops mention which element of a latent: two arrays that are filled
 * when data are bound. For the element of number e, the iterations are those from {@code starts[e]}
 * to before {@code starts[e + 1]}; each has one number per loop, the loop variable's value.
 *
 * @param starts the number of the array among the program's
 * @param iterations likewise
 * @param loops from the outside in; the set of the last one alone may depend on others
 * @param indices of the latent, in the loop variables
 */
public record IndexTable(int starts, int iterations, List<Expr.Binder> loops, List<Expr> indices) {
  public IndexTable {
    loops = List.copyOf(loops);
    indices = List.copyOf(indices);
  }

  /** Whether the last loop's length changes from row to row. */
  public boolean isRagged() {
    Set<Symbol> outer = new HashSet<>();
    loops.subList(0, loops.size() - 1).forEach(binder -> outer.add(binder.symbol()));
    return FreeSymbols.of(loops.get(loops.size() - 1).set()).stream().anyMatch(outer::contains);
  }

  /** The loops of a path, if a table of what a mention selects can be made from data. */
  static Optional<List<Expr.Binder>> loops(List<Step> path, Mention mention) {
    List<Expr.Binder> loops = new ArrayList<>();
    boolean isGuarded = false;
    Set<Symbol> outer = new HashSet<>();
    for (Step step : path) {
      isGuarded |= step instanceof Step.Branch;
      if (!(step instanceof Step.Loop loop)) continue;
      // What follows a loop of changing length cannot be laid out in rows.
      if (!loops.isEmpty() && dependsOn(loops.get(loops.size() - 1).set(), outer)) {
        return Optional.empty();
      }
      loops.add(loop.loop().binder());
      outer.add(loop.loop().binder().symbol());
    }
    if (loops.isEmpty() || mention.indices().stream().anyMatch(Optional::isEmpty)) {
      return Optional.empty();
    }
    Expr.Binder last = loops.get(loops.size() - 1);
    boolean isRagged = dependsOn(last.set(), outer);
    boolean isList = last.set() instanceof IndexSet.Range || last.set() instanceof IndexSet.Size;
    for (Optional<Expr> index : mention.indices()) {
      if (isGuarded && Mentions.isPartial(index.orElseThrow())) return Optional.empty();
      if (isRagged && !(isList && IsSum.of(index.orElseThrow(), last.symbol()))) {
        return Optional.empty();
      }
    }
    return Optional.of(loops);
  }

  private static boolean dependsOn(IndexSet set, Set<Symbol> binders) {
    return FreeSymbols.of(set).stream().anyMatch(binders::contains);
  }

  /** Whether an expression changes evenly with a symbol, which is in sums and differences alone. */
  private static final class IsSum extends ExprRewriter {
    private final Symbol symbol;
    private boolean is = true;

    private IsSum(Symbol symbol) {
      this.symbol = symbol;
    }

    static boolean of(Expr expr, Symbol symbol) {
      IsSum sum = new IsSum(symbol);
      sum.rewrite(expr);
      return sum.is;
    }

    @Override
    public Expr rewrite(Expr expr) {
      if (!FreeSymbols.of(expr).contains(symbol) || expr instanceof Expr.Variable) return expr;
      boolean isTransparent =
          expr instanceof Expr.Convert
              || (expr instanceof Expr.Apply apply
                  && (apply.function().name().equals("+") || apply.function().name().equals("-")));
      if (!isTransparent) is = false;
      return isTransparent ? super.rewrite(expr) : expr;
    }
  }
}
