package bayes.compiler.plan.carry;

import bayes.compiler.graph.Derivations.Step;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ModelStatement;
import bayes.compiler.model.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Something that data add to, element by element: a sum, or a table of the cells that occur.
 *
 * @param outputs what others read of it
 * @param leaves what is added
 */
record Total(Set<Symbol> outputs, List<Leaf> leaves) {
  Total {
    outputs = Set.copyOf(outputs);
    leaves = List.copyOf(leaves);
  }

  /** The elements of a list that is made of data, each as an addition of its own. */
  static Leaf ofList(Symbol symbol, Expr.Comprehension list) {
    List<Step> path = new ArrayList<>();
    for (Expr.Binder binder : list.binders()) {
      path.add(new Step.Loop(new ModelStatement.For(binder, List.of(), list.span())));
    }
    list.condition()
        .ifPresent(
            condition ->
                path.add(
                    new Step.Branch(
                        new ModelStatement.If(condition, List.of(), List.of(), list.span()),
                        true)));
    List<Expr> indices = ((Expr.ArrayLiteral) list.element()).elements();
    Expr one = new Expr.IntConstant(1, list.span());
    return new Leaf(path, new ModelStatement.Accumulate(symbol, indices, one, list.span()));
  }
}
