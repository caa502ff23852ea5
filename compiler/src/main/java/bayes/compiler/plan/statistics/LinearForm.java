package bayes.compiler.plan.statistics;

import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Terms;
import bayes.compiler.model.Type;
import bayes.compiler.plan.Rewriting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An expression of a row, as a sum of coefficients, which are the same for many rows, times
 * features, which are data of the row.
 */
final class LinearForm {
  private final Rows rows;
  private final Terms terms;
  private final Rewriting rewriting;

  /** A coefficient and its feature; what is data alone has the coefficient 1. */
  private record Product(Optional<Expr> coefficient, Optional<Expr> feature) {}

  /**
   * A feature with all its coefficients.
   *
   * @param coefficients to be added up; each may read data of the row, which then are keys
   */
  record Feature(Expr ofRow, List<Expr> coefficients) {
    boolean isOne() {
      return ofRow instanceof Expr.RealConstant constant && constant.value() == 1;
    }
  }

  /** The sum over the members of a set of a coefficient times a feature. */
  record Block(Expr.Binder over, Expr coefficient, Expr feature) {}

  /**
   * The form, its features with 1 first.
   *
   * @param offset of data alone
   */
  record Parts(List<Feature> features, List<Block> blocks, Optional<Expr> offset) {}

  private final List<Block> blocks = new ArrayList<>();

  private LinearForm(Rows rows, Rewriting rewriting) {
    this.rows = rows;
    this.terms = rows.terms();
    this.rewriting = rewriting;
  }

  /** The form of an expression in which all that belongs to a row is written out. */
  static Parts of(Expr expr, Rows rows, Rewriting rewriting) {
    LinearForm form = new LinearForm(rows, rewriting);
    List<Product> products = form.linear(expr, false);
    return form.collect(products);
  }

  private Parts collect(List<Product> products) {
    Map<String, Feature> features = new LinkedHashMap<>();
    Optional<Expr> offset = Optional.empty();
    Expr one = terms.real(1);
    features.put(Keys.text(one), new Feature(one, new ArrayList<>()));
    for (Product product : products) {
      if (product.coefficient().isEmpty()) {
        Expr value = product.feature().orElse(one);
        offset = Optional.of(offset.map(sum -> terms.plus(sum, value)).orElse(value));
        continue;
      }
      Expr coefficient = product.coefficient().get();
      Expr feature = product.feature().orElse(one);
      if (!rows.vary(feature)) {
        if (product.feature().isPresent()) coefficient = terms.times(coefficient, feature);
        feature = one;
      }
      Expr real = terms.as(feature, Type.REAL);
      features
          .computeIfAbsent(Keys.text(real), t -> new Feature(real, new ArrayList<>()))
          .coefficients()
          .add(coefficient);
    }
    List<Feature> used =
        features.values().stream().filter(f -> !f.coefficients().isEmpty()).toList();
    return new Parts(used, blocks, offset);
  }

  private List<Product> linear(Expr expr, boolean inChoice) {
    if (rows.isData(expr)) {
      return List.of(new Product(Optional.empty(), Optional.of(terms.as(expr, Type.REAL))));
    }
    if (!rows.vary(expr)) return List.of(new Product(Optional.of(expr), Optional.empty()));
    if (expr instanceof Expr.Apply apply) {
      List<Expr> x = apply.operands();
      switch (apply.function().name()) {
        case "+" -> {
          List<Product> sum = new ArrayList<>(linear(x.get(0), inChoice));
          sum.addAll(linear(x.get(1), inChoice));
          return sum;
        }
        case "-" -> {
          if (x.size() == 1) return scaled(linear(x.get(0), inChoice), terms.real(-1));
          List<Product> sum = new ArrayList<>(linear(x.get(0), inChoice));
          sum.addAll(scaled(linear(x.get(1), inChoice), terms.real(-1)));
          return sum;
        }
        case "*" -> {
          if (isFactor(x.get(0))) return scaled(linear(x.get(1), inChoice), x.get(0));
          if (isFactor(x.get(1))) return scaled(linear(x.get(0), inChoice), x.get(1));
        }
        case "/" -> {
          Expr inverse = terms.divide(terms.real(1), x.get(1));
          if (rows.isData(x.get(1))) return divided(linear(x.get(0), inChoice), x.get(1));
          if (isFactor(x.get(1))) return scaled(linear(x.get(0), inChoice), inverse);
        }
        default -> {}
      }
    }
    if (expr instanceof Expr.Conditional choice && rows.isData(choice.condition())) {
      return choice(choice);
    }
    if (expr instanceof Expr.MatrixMultiply product) {
      return linear(sum(product), inChoice);
    }
    if (expr instanceof Expr.Reduce reduce && reduce.reduction() == Expr.Reduction.SUM) {
      return sum(reduce, inChoice);
    }
    if (inChoice) throw new NotCompressible("it chooses between coefficients by data");
    return List.of(new Product(Optional.of(expr), Optional.empty()));
  }

  /** Whether products with an expression are linear: it is data, or the same in all rows. */
  private boolean isFactor(Expr expr) {
    return rows.isData(expr) || !rows.vary(expr);
  }

  private List<Product> scaled(List<Product> products, Expr factor) {
    List<Product> scaled = new ArrayList<>();
    boolean isData = rows.isData(factor);
    int before = blocks.size();
    if (before > 0) throw new NotCompressible("a sum is multiplied");
    for (Product product : products) {
      Optional<Expr> coefficient = product.coefficient();
      Optional<Expr> feature = product.feature();
      if (isData) feature = Optional.of(times(feature, factor));
      else coefficient = Optional.of(times(coefficient, factor));
      scaled.add(new Product(coefficient, feature));
    }
    return scaled;
  }

  private Expr times(Optional<Expr> of, Expr factor) {
    return of.map(value -> terms.times(value, factor)).orElse(factor);
  }

  private List<Product> divided(List<Product> products, Expr divisor) {
    if (!blocks.isEmpty()) throw new NotCompressible("a sum is divided");
    List<Product> divided = new ArrayList<>();
    for (Product product : products) {
      Expr feature = product.feature().orElse(terms.real(1));
      divided.add(new Product(product.coefficient(), Optional.of(terms.divide(feature, divisor))));
    }
    return divided;
  }

  /** A choice by data of one of two forms is the sum of both, with features that are 0 or not. */
  private List<Product> choice(Expr.Conditional choice) {
    int before = blocks.size();
    List<Product> all = new ArrayList<>();
    for (boolean isThen : new boolean[] {true, false}) {
      for (Product product : linear(isThen ? choice.then() : choice.otherwise(), true)) {
        Expr feature = product.feature().orElse(terms.real(1));
        Expr zero = terms.real(0);
        Expr chosen =
            isThen
                ? terms.choose(choice.condition(), feature, zero)
                : terms.choose(choice.condition(), zero, feature);
        all.add(new Product(product.coefficient(), Optional.of(chosen)));
      }
    }
    if (blocks.size() > before) throw new NotCompressible("a sum stands under a condition");
    return all;
  }

  /** An inner product as the sum that it is. */
  private Expr sum(Expr.MatrixMultiply product) {
    if (!product.type().dimensions().isEmpty()) throw new NotCompressible("it is of matrices");
    IndexSet set = product.right().type().dimensions().get(0);
    ArrayElements.requireLike(product.left().type().dimensions().get(0), set);
    Symbol k = rewriting.symbol("k?", Symbol.Role.BINDER, Type.memberOf(set), product.span());
    List<Expr> at = List.of(terms.variable(k));
    ArrayElements elements = new ArrayElements(terms);
    Expr each = terms.times(elements.of(product.left(), at), elements.of(product.right(), at));
    return terms.sum(List.of(new Expr.Binder(k, set)), each);
  }

  private List<Product> sum(Expr.Reduce reduce, boolean inChoice) {
    Expr.Comprehension list = list(reduce.array());
    if (list.condition().isPresent() || list.binders().size() != 1) {
      throw new NotCompressible("it is a sum under a condition, or over several sets");
    }
    Expr.Binder over = list.binders().get(0);
    if (rows.symbols().stream().anyMatch(FreeSymbols.of(over.set())::contains)) {
      throw new NotCompressible("it is a sum over more or less terms from row to row");
    }
    int before = blocks.size();
    List<Product> each = linear(list.element(), inChoice);
    if (blocks.size() > before) throw new NotCompressible("it is a sum of sums");
    List<Product> all = new ArrayList<>();
    for (Product product : each) {
      Expr feature = product.feature().orElse(terms.real(1));
      boolean ofFeature = FreeSymbols.of(feature).contains(over.symbol());
      Expr coefficient = product.coefficient().orElse(terms.real(1));
      boolean ofCoefficient = FreeSymbols.of(coefficient).contains(over.symbol());
      if (ofFeature && ofCoefficient) {
        if (rows.vary(coefficient)) throw new NotCompressible("it is a sum that groups differ in");
        blocks.add(new Block(over, coefficient, terms.as(feature, Type.REAL)));
      } else if (ofCoefficient) {
        Expr sum = terms.sum(List.of(over), coefficient);
        all.add(new Product(Optional.of(sum), product.feature()));
      } else {
        Expr sum = terms.sum(List.of(over), terms.as(feature, Type.REAL));
        all.add(new Product(product.coefficient(), Optional.of(sum)));
      }
    }
    return all;
  }

  /** An array of which all elements are added up, as a comprehension. */
  private Expr.Comprehension list(Expr array) {
    if (array instanceof Expr.Comprehension list) return list;
    List<IndexSet> dimensions = array.type().dimensions();
    if (dimensions.size() != 1) throw new NotCompressible("it is a sum over several sets");
    IndexSet set = dimensions.get(0);
    Symbol k = rewriting.symbol("k?", Symbol.Role.BINDER, Type.memberOf(set), terms.span());
    Expr each = new ArrayElements(terms).of(array, List.of(terms.variable(k)));
    return (Expr.Comprehension) terms.array(List.of(new Expr.Binder(k, set)), each);
  }
}
