package bayes.compiler.bind;

import bayes.compiler.model.IndexSet;
import bayes.compiler.model.VariableDeclaration;
import java.util.List;

/**
 * How the entry of data that are text looks.
 *
 * @param isToken whether it is one token
 * @param outer how many dimensions stand before the texts
 * @param isWhole whether each text has the length that it has, and is not one of so many tokens
 */
record TextShape(boolean isToken, int outer, boolean isWhole) {
  static TextShape of(VariableDeclaration variable) {
    List<IndexSet> sets = variable.indexSets();
    if (sets.isEmpty()) return new TextShape(true, 0, false);
    IndexSet first = variable.symbol().type().dimensions().get(0);
    boolean isRagged = RaggedRows.isRagged(variable);
    boolean isList = IndexSet.listLength(first).isPresent();
    return new TextShape(false, sets.size() - 1, isRagged || isList);
  }
}
