package bayes.compiler.model;

import bayes.compiler.catalog.Function;
import bayes.compiler.program.Kind;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes typed expressions that no user wrote; all of them stand at one place of the text. */
public final class Terms {
  private final StandardLibrary library;
  private final Span span;

  public Terms(StandardLibrary library, Span span) {
    this.library = library;
    this.span = span;
  }

  public Span span() {
    return span;
  }

  public Expr real(double value) {
    return new Expr.RealConstant(value, span);
  }

  public Expr integer(int value) {
    return new Expr.IntConstant(value, span);
  }

  /** The logarithm of zero. */
  public Expr impossible() {
    return real(Double.NEGATIVE_INFINITY);
  }

  public Expr variable(Symbol symbol) {
    return new Expr.Variable(symbol, span);
  }

  /** One element of a variable. */
  public Expr element(Symbol symbol, List<Expr> indices) {
    return element(variable(symbol), indices);
  }

  /** One element of an array, or what is left of its dimensions behind those that are named. */
  public Expr element(Expr array, List<Expr> indices) {
    if (indices.isEmpty()) return array;
    List<IndexSet> dimensions = array.type().dimensions();
    List<Expr.Subscript> subscripts = new ArrayList<>();
    for (Expr index : indices) subscripts.add(new Expr.Subscript.At(index));
    for (int d = indices.size(); d < dimensions.size(); d++) {
      subscripts.add(new Expr.Subscript.All());
    }
    Type type =
        Type.array(array.type().element(), dimensions.subList(indices.size(), dimensions.size()));
    return new Expr.Index(array, subscripts, type, span);
  }

  /**
   * An operator or scalar function of the catalog, elementwise; integers become reals where it has
   * no form for integers.
   */
  public Expr apply(String name, Expr... operands) {
    List<Function> fitting =
        library.scalarFunctions(name).stream()
            .filter(f -> f.parameters().size() == operands.length)
            .toList();
    if (fitting.isEmpty()) throw new IllegalArgumentException("no function " + name);
    boolean integral = true;
    for (Expr operand : operands) integral &= !(operand.type().element() instanceof Type.Real);
    Optional<Function> ofIntegers =
        fitting.stream().filter(f -> !f.parameters().contains(Kind.REAL)).findFirst();
    Function function =
        integral && ofIntegers.isPresent() ? ofIntegers.get() : fitting.get(fitting.size() - 1);
    List<Expr> converted = new ArrayList<>();
    List<IndexSet> common = List.of();
    for (int i = 0; i < operands.length; i++) {
      boolean isInt = function.parameters().get(i) == Kind.INT;
      boolean isTruth = isLogical(name) && operands[i].type().element() instanceof Type.Bool;
      converted.add(isTruth ? operands[i] : as(operands[i], isInt ? Type.INT : Type.REAL));
      if (common.isEmpty()) common = operands[i].type().dimensions();
    }
    Type element =
        isLogical(name) ? Type.BOOL : function.result() == Kind.INT ? Type.INT : Type.REAL;
    return new Expr.Apply(function, converted, Type.array(element, common), span);
  }

  private static boolean isLogical(String name) {
    return switch (name) {
      case "!", "&&", "||", "==", "!=", "<", "<=", ">", ">=" -> true;
      default -> false;
    };
  }

  /** The expression with elements of another type; the conversion must be possible. */
  public Expr as(Expr expr, Type element) {
    if (expr.type().element().equals(element)) return expr;
    if (expr instanceof Expr.IntConstant constant && element instanceof Type.Real) {
      return real(constant.value());
    }
    return new Expr.Convert(expr, Type.array(element, expr.type().dimensions()), span);
  }

  /** The number of the first member of a set. */
  public Expr first(IndexSet set) {
    if (set instanceof IndexSet.Range range) return range.lower();
    if (set instanceof IndexSet.Part part) return part.lower().orElseGet(() -> first(part.whole()));
    return set instanceof IndexSet.Declared declared
            && declared.definition() instanceof IndexSet.Definition.OfRange range
        ? range.lower()
        : integer(1);
  }

  public Expr plus(Expr a, Expr b) {
    return apply("+", a, b);
  }

  public Expr minus(Expr a, Expr b) {
    return apply("-", a, b);
  }

  public Expr negative(Expr a) {
    return apply("-", a);
  }

  public Expr times(Expr a, Expr b) {
    return apply("*", a, b);
  }

  public Expr divide(Expr a, Expr b) {
    return apply("/", a, b);
  }

  public Expr log(Expr a) {
    return apply("log", a);
  }

  public Expr lgamma(Expr a) {
    return apply("lgamma", a);
  }

  /** The sum of some expressions, 0 if there are none. */
  public Expr sum(List<Expr> terms) {
    if (terms.isEmpty()) return real(0);
    Expr sum = terms.get(0);
    for (Expr term : terms.subList(1, terms.size())) sum = plus(sum, term);
    return sum;
  }

  /** The values of an expression for all members of some sets, as an array over them. */
  public Expr array(List<Expr.Binder> binders, Expr element) {
    List<IndexSet> dimensions = new ArrayList<>(binders.stream().map(Expr.Binder::set).toList());
    dimensions.addAll(element.type().dimensions());
    return new Expr.Comprehension(
        binders, Optional.empty(), element, Type.array(element.type().element(), dimensions), span);
  }

  /** The sum of an expression over all members of some sets. */
  public Expr sum(List<Expr.Binder> binders, Expr element) {
    return reduce(Expr.Reduction.SUM, array(binders, element));
  }

  /** The logarithm of the sum of exponentials over all members of some sets. */
  public Expr logSumExp(List<Expr.Binder> binders, Expr element) {
    return reduce(Expr.Reduction.LOG_SUM_EXP, array(binders, element));
  }

  /** A reduction of all elements to a number. */
  public Expr reduce(Expr.Reduction reduction, Expr array) {
    Type type = reduction == Expr.Reduction.SUM ? array.type().element() : Type.REAL;
    return new Expr.Reduce(reduction, array, type, span);
  }

  /** One of two values of the same type; evaluates the one that is chosen. */
  public Expr choose(Expr condition, Expr then, Expr otherwise) {
    return new Expr.Conditional(condition, then, otherwise, then.type(), span);
  }

  public Expr logDensity(DistributionCall distribution, Expr point) {
    return new Expr.LogDensity(distribution, point, span);
  }

  /** A distribution of one event; {@code dimensions}: what the definition's own are bound to. */
  public DistributionCall call(
      DistributionDefinition definition,
      List<Expr> arguments,
      List<IndexSet> dimensions,
      Type event) {
    List<DistributionCall.Argument> values = new ArrayList<>();
    arguments.forEach(a -> values.add(new DistributionCall.Argument.OfValue(a)));
    return new DistributionCall(definition, values, dimensions, event, span);
  }
}
