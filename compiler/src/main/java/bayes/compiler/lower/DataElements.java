package bayes.compiler.lower;

import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.compiler.program.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds which element of the data an expression is, so that a failed check can name it. */
final class DataElements {
  private final ExpressionLowering expressions;
  private final Environment model;
  private final InputArrays inputs;

  DataElements(ExpressionLowering expressions, Environment model, InputArrays inputs) {
    this.expressions = expressions;
    this.model = model;
    this.inputs = inputs;
  }

  /**
   * The element of data that an expression has at some positions, or the row, if they are too few;
   * empty if it is computed, or read in a way that a message could not repeat.
   */
  Optional<DataElement> of(Expr expr, Environment environment, List<Value> positions) {
    List<Value> at = expr.type().dimensions().isEmpty() ? List.of() : positions;
    Expr plain = expr;
    while (plain instanceof Expr.Convert convert) plain = convert.operand();
    if (plain instanceof Expr.Variable variable && isData(variable.symbol())) {
      return variable.type().dimensions().size() >= at.size()
          ? Optional.of(new DataElement(inputs.of(variable.symbol()), at))
          : Optional.empty();
    }
    return plain instanceof Expr.Index index
            && index.array() instanceof Expr.Variable array
            && isData(array.symbol())
        ? indexed(index, array.symbol(), environment, at)
        : Optional.empty();
  }

  private static boolean isData(Symbol symbol) {
    return symbol.role() == Symbol.Role.DATA;
  }

  private Optional<DataElement> indexed(
      Expr.Index index, Symbol symbol, Environment environment, List<Value> positions) {
    List<Value> all = new ArrayList<>();
    int next = 0;
    for (int d = 0; d < index.subscripts().size(); d++) {
      boolean isRest = next == positions.size() && isWhole(index.subscripts(), d);
      if (isRest) break;
      if (index.subscripts().get(d) instanceof Expr.Subscript.At at
          && at.index().type().dimensions().isEmpty()) {
        IndexSet set = symbol.type().dimensions().get(d);
        Extent extent = expressions.sets().extent(set, model);
        // Whether it is inside is checked where the element is read.
        all.add(expressions.sets().offset(expressions.scalar(at.index(), environment), extent));
      } else if (index.subscripts().get(d) instanceof Expr.Subscript.All
          && next < positions.size()) {
        all.add(positions.get(next++));
      } else {
        return Optional.empty();
      }
    }
    return next == positions.size()
        ? Optional.of(new DataElement(inputs.of(symbol), all))
        : Optional.empty();
  }

  /** Whether the subscripts from {@code first} on take all there is. */
  private static boolean isWhole(List<Expr.Subscript> subscripts, int first) {
    return subscripts.stream().skip(first).allMatch(Expr.Subscript.All.class::isInstance);
  }
}
