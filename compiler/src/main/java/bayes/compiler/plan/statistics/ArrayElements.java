package bayes.compiler.plan.statistics;

import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Elements of arrays that are computed, as formulas of elements. */
public final class ArrayElements {
  private final Terms terms;

  public ArrayElements(Terms terms) {
    this.terms = terms;
  }

  /**
   * The element at some indices, one for each dimension.
   *
   * @throws NotCompressible if there is no such formula
   */
  public Expr of(Expr array, List<Expr> indices) {
    List<IndexSet> dimensions = array.type().dimensions();
    if (dimensions.isEmpty()) return array;
    if (dimensions.size() != indices.size()) throw new NotCompressible("it reads whole arrays");
    Type element = array.type().element();
    if (array instanceof Expr.Apply apply) {
      List<Expr> operands = new ArrayList<>();
      for (Expr operand : apply.operands()) operands.add(like(operand, dimensions, indices));
      return new Expr.Apply(apply.function(), operands, element, apply.span());
    }
    if (array instanceof Expr.Convert convert) {
      return new Expr.Convert(
          like(convert.operand(), dimensions, indices), element, convert.span());
    }
    if (array instanceof Expr.Conditional choice) {
      Expr then = like(choice.then(), dimensions, indices);
      Expr otherwise = like(choice.otherwise(), dimensions, indices);
      return new Expr.Conditional(choice.condition(), then, otherwise, element, choice.span());
    }
    if (array instanceof Expr.MatrixMultiply product && indices.size() == 1) {
      return product(product, indices.get(0));
    }
    if (array instanceof Expr.Comprehension list
        && list.condition().isEmpty()
        && list.binders().size() == indices.size()) {
      Map<Symbol, Expr> values = new HashMap<>();
      for (int d = 0; d < indices.size(); d++) {
        values.put(list.binders().get(d).symbol(), indices.get(d));
      }
      return Substitution.ofValues(values).rewrite(list.element());
    }
    if (array instanceof Expr.Index index) return of(index, indices);
    return terms.element(array, indices);
  }

  /** An operand's element; a scalar is its own. */
  private Expr like(Expr operand, List<IndexSet> dimensions, List<Expr> indices) {
    List<IndexSet> own = operand.type().dimensions();
    for (int d = 0; d < own.size(); d++) requireLike(own.get(d), dimensions.get(d));
    return of(operand, indices);
  }

  private Expr product(Expr.MatrixMultiply product, Expr index) {
    Expr left = product.left();
    if (left.type().dimensions().size() != 2) throw new NotCompressible("it reads whole arrays");
    Expr row = terms.element(left, List.of(index));
    return new Expr.MatrixMultiply(row, product.right(), Type.REAL, product.span());
  }

  /** An element of a part of an array. */
  private Expr of(Expr.Index part, List<Expr> indices) {
    List<Expr> all = new ArrayList<>();
    int next = 0;
    for (int d = 0; d < part.subscripts().size(); d++) {
      Expr.Subscript subscript = part.subscripts().get(d);
      if (subscript instanceof Expr.Subscript.All) {
        all.add(indices.get(next++));
      } else if (subscript instanceof Expr.Subscript.At at) {
        int rank = at.index().type().dimensions().size();
        all.add(of(at.index(), indices.subList(next, next + rank)));
        next += rank;
      } else {
        throw new NotCompressible("it reads a slice");
      }
    }
    return of(part.array(), all);
  }

  /** Indices mean the same in both: the same set, or both numbered from 1. */
  public static void requireLike(IndexSet one, IndexSet other) {
    if (one.equals(other) || (isFromOne(one) && isFromOne(other))) return;
    throw new NotCompressible("its arrays are indexed differently");
  }

  private static boolean isFromOne(IndexSet set) {
    if (set instanceof IndexSet.Range range) return isOne(range.lower());
    if (set instanceof IndexSet.Declared declared) {
      return !(declared.definition() instanceof IndexSet.Definition.OfRange range)
          || isOne(range.lower());
    }
    return set instanceof IndexSet.Size;
  }

  private static boolean isOne(Expr expr) {
    return expr instanceof Expr.IntConstant constant && constant.value() == 1;
  }
}
