package bayes.compiler.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * Interval arithmetic over expressions: between which bounds every element of a value must lie,
 * from the declared bounds of data, the supports of latents, and what functions return. The checker
 * uses it to refuse arguments outside a parameter's support, the lowering to leave out checks that
 * cannot fail.
 */
public final class Intervals {
  private final Map<Symbol, Interval> known = new HashMap<>();
  private final Map<Symbol, Constraint> constraints = new HashMap<>();
  private int depth;

  /** Nothing is known yet. */
  public Intervals() {}

  /** What is known of a checked model's variables. */
  public static Intervals of(TypedModel model) {
    Intervals intervals = new Intervals();
    for (VariableDeclaration variable : model.variables()) {
      Symbol.Role role = variable.symbol().role();
      if (role == Symbol.Role.DATA || role == Symbol.Role.LATENT) {
        intervals.declare(variable.symbol(), variable.support());
      }
    }
    intervals.defineAll(model.statements());
    return intervals;
  }

  /** Repeats what a loop does until it moves no bound; a bound that moves is given up. */
  private void settle(List<ModelStatement> body) {
    depth++;
    Map<Symbol, Interval> before;
    do {
      before = new HashMap<>(known);
      defineAll(body);
      Map<Symbol, Interval> earlier = before;
      known.replaceAll((s, now) -> earlier.containsKey(s) ? earlier.get(s).widened(now) : now);
    } while (!known.equals(before));
    depth--;
  }

  private void defineAll(List<ModelStatement> statements) {
    for (ModelStatement statement : statements) {
      if (statement instanceof ModelStatement.Define define) {
        define(define.symbol(), define.value());
      } else if (statement instanceof ModelStatement.For loop) {
        bind(loop.binder());
        defineAll(loop.body());
        if (depth == 0) settle(loop.body());
      } else if (statement instanceof ModelStatement.If branch) {
        defineAll(branch.then());
        defineAll(branch.otherwise());
      } else if (statement instanceof ModelStatement.Draw draw) {
        declare(draw.symbol(), draw.distribution());
      }
    }
  }

  /** A variable that lives in {@code support}. */
  public void declare(Symbol symbol, Support support) {
    support.constraint().ifPresent(c -> constraints.put(symbol, c));
    put(symbol, of(support));
  }

  /** A variable of sizes or places, which are not negative. */
  public void declareSize(Symbol symbol) {
    put(symbol, Interval.NONNEGATIVE);
  }

  /** A variable drawn from a distribution, unless its support is known already. */
  public void declare(Symbol symbol, DistributionCall call) {
    if (!known.containsKey(symbol)) put(symbol, of(call));
  }

  /**
   * A variable with this value; several definitions are joined. A bound that a recurrence moves is
   * given up, as it may move again with each element.
   */
  public void define(Symbol symbol, Expr value) {
    boolean isRecurrence = FreeSymbols.of(value).contains(symbol);
    Interval interval =
        isRecurrence && !known.containsKey(symbol)
            ? start(symbol, value).orElse(Interval.WHOLE)
            : of(value);
    put(symbol, known.containsKey(symbol) ? of(symbol).join(interval) : interval);
    if (!isRecurrence) return;
    for (int i = 0; i < 2; i++) put(symbol, of(symbol).widened(of(symbol).join(of(value))));
  }

  /** What a recurrence begins with: the branches of its value that do not read it. */
  private Optional<Interval> start(Symbol symbol, Expr value) {
    if (!FreeSymbols.of(value).contains(symbol)) return Optional.of(of(value));
    if (!(value instanceof Expr.Conditional choice)) return Optional.empty();
    Optional<Interval> then = start(symbol, choice.then());
    Optional<Interval> otherwise = start(symbol, choice.otherwise());
    if (then.isEmpty() || otherwise.isEmpty()) return then.or(() -> otherwise);
    return Optional.of(then.get().join(otherwise.get()));
  }

  public void bind(Expr.Binder binder) {
    put(binder.symbol(), of(binder.set()));
  }

  private void put(Symbol symbol, Interval interval) {
    known.put(symbol, interval);
  }

  /** Where the members of a set are, as integers. */
  public Interval of(IndexSet set) {
    if (set instanceof IndexSet.Range range) {
      return new Interval(of(range.lower()).lower(), of(range.upper()).upper());
    }
    if (set instanceof IndexSet.Declared d
        && d.definition() instanceof IndexSet.Definition.OfRange range) {
      return new Interval(of(range.lower()).lower(), of(range.upper()).upper());
    }
    if (set instanceof IndexSet.Part part) return of(part.whole());
    if (set instanceof IndexSet.Parameter) return Interval.WHOLE;
    return new Interval(1, Double.POSITIVE_INFINITY);
  }

  /** Where the values in a support are. */
  public Interval of(Support support) {
    if (support instanceof Support.Constrained c) return c.kind().elements();
    if (support instanceof Support.Bounds bounds) {
      return new Interval(
          bounds.lower().map(b -> of(b.value()).lower()).orElse(Double.NEGATIVE_INFINITY),
          bounds.upper().map(b -> of(b.value()).upper()).orElse(Double.POSITIVE_INFINITY));
    }
    return Interval.WHOLE;
  }

  /** What the elements of a declared variable, or of one of its plate, fulfil together. */
  public Optional<Constraint> constraint(Expr expr) {
    if (expr instanceof Expr.Variable variable) {
      return Optional.ofNullable(constraints.get(variable.symbol()));
    }
    if (!(expr instanceof Expr.Index index)) return Optional.empty();
    return constraint(index.array())
        .filter(c -> expr.type().dimensions().size() >= c.rank())
        .filter(c -> endsWhole(index.subscripts(), c.rank()));
  }

  private static boolean endsWhole(List<Expr.Subscript> subscripts, int rank) {
    return subscripts.size() >= rank
        && subscripts.subList(subscripts.size() - rank, subscripts.size()).stream()
            .allMatch(Expr.Subscript.All.class::isInstance);
  }

  /** Where a draw is. */
  public Interval of(DistributionCall call) {
    Map<Symbol, Interval> outer = new HashMap<>();
    List<DistributionDefinition.Parameter> parameters = call.definition().parameters();
    for (int i = 0; i < parameters.size(); i++) {
      if (call.arguments().get(i) instanceof DistributionCall.Argument.OfValue value) {
        outer.put(parameters.get(i).symbol(), of(value.value()));
      }
    }
    known.putAll(outer);
    for (DistributionCall.Component component : call.components()) {
      component.over().ifPresent(this::bind);
      of(component.distribution());
    }
    if (!call.components().isEmpty()) {
      // The densities of components are asked for inside of the whole's support.
      declare(call.definition().point(), call.definition().support());
    }
    return of(call.definition().support());
  }

  private Interval of(Symbol symbol) {
    Optional<Interval> interval = Optional.ofNullable(known.get(symbol));
    return interval.orElse(
        symbol.type().element() instanceof Type.Bool ? Interval.UNIT : Interval.WHOLE);
  }

  /** Where the value of an expression is, or every element of it. */
  public Interval of(Expr expr) {
    if (expr instanceof Expr.IntConstant e) return Interval.of(e.value());
    if (expr instanceof Expr.RealConstant e) return Interval.of(e.value());
    if (expr.type().element() instanceof Type.Bool) return Interval.UNIT;
    if (expr instanceof Expr.Variable e) return of(e.symbol());
    if (expr instanceof Expr.Size) return Interval.NONNEGATIVE;
    if (expr instanceof Expr.Apply e) return apply(e);
    if (expr instanceof Expr.Conditional e) return of(e.then()).join(of(e.otherwise()));
    if (expr instanceof Expr.Convert e) {
      return e.operand().type().element() instanceof Type.Bool ? Interval.UNIT : of(e.operand());
    }
    if (expr instanceof Expr.Position) return new Interval(1, Double.POSITIVE_INFINITY);
    if (expr instanceof Expr.Index e) return of(e.array());
    if (expr instanceof Expr.Comprehension e) {
      e.binders().forEach(this::bind);
      return of(e.element());
    }
    if (expr instanceof Expr.ArrayLiteral e) {
      return e.elements().stream().map(this::of).reduce(Interval::join).orElse(Interval.WHOLE);
    }
    if (expr instanceof Expr.Reduce e) return reduce(e);
    if (expr instanceof Expr.MatrixMultiply e) {
      return signOf(of(e.left()).times(of(e.right())));
    }
    if (expr instanceof Expr.Transpose e) return of(e.operand());
    if (expr instanceof Expr.VectorFunction e) return vector(e);
    if (expr instanceof Expr.ArrayFunction e) return arrayFunction(e);
    if (expr instanceof Expr.CallFunction e) {
      List<Symbol> parameters = e.function().parameters();
      List<Interval> arguments = new ArrayList<>();
      for (Expr argument : e.arguments()) arguments.add(of(argument));
      for (int i = 0; i < parameters.size(); i++) put(parameters.get(i), arguments.get(i));
      return of(e.function().body());
    }
    if (expr instanceof Expr.LetIn e) {
      put(e.symbol(), of(e.value()));
      return of(e.body());
    }
    if (expr instanceof Expr.Part e && e.tuple() instanceof Expr.Tuple tuple) {
      return of(tuple.elements().get(e.index()));
    }
    if (expr instanceof Expr.RandomDraw e) return of(e.distribution());
    if (expr instanceof Expr.OfDistribution e) return ofDistribution(e);
    if (expr instanceof Expr.OfComponent e && e.quantity() == Quantity.CDF) return Interval.UNIT;
    return Interval.WHOLE;
  }

  private Interval ofDistribution(Expr.OfDistribution e) {
    return switch (e.quantity()) {
      case CDF -> Interval.UNIT;
      case LOG_BELOW, LOG_ABOVE -> new Interval(Double.NEGATIVE_INFINITY, 0);
      case QUANTILE, DRAW -> of(e.distribution());
      case LOG_DENSITY -> Interval.WHOLE;
    };
  }

  /** Of a sum of any number of values in {@code interval}, none included. */
  private static Interval signOf(Interval interval) {
    return new Interval(
        interval.lower() >= 0 ? 0 : Double.NEGATIVE_INFINITY,
        interval.upper() <= 0 ? 0 : Double.POSITIVE_INFINITY);
  }

  private Interval reduce(Expr.Reduce e) {
    Interval elements = of(e.array());
    return switch (e.reduction()) {
      case SUM -> signOf(elements);
      case PROD -> productOf(elements);
      case MEAN, MIN, MAX -> elements;
      case VARIANCE, SD, COUNT -> Interval.NONNEGATIVE;
      case ARGMIN, ARGMAX ->
          e.array().type().dimensions().isEmpty()
              ? Interval.WHOLE
              : of(e.array().type().dimensions().get(0));
      case ANY, ALL -> Interval.UNIT;
      case LOG_SUM_EXP -> new Interval(elements.lower(), Double.POSITIVE_INFINITY);
    };
  }

  private Interval vector(Expr.VectorFunction e) {
    return switch (e.kind()) {
      case SOFTMAX -> Interval.UNIT;
      case LOG_SOFTMAX -> new Interval(Double.NEGATIVE_INFINITY, 0);
      case CUMSUM -> signOf(of(e.operand()));
      case CUMPROD -> productOf(of(e.operand()));
    };
  }

  private Interval arrayFunction(Expr.ArrayFunction e) {
    List<Expr> arguments = e.arguments();
    return switch (e.kind()) {
      case CONCAT -> arguments.stream().map(this::of).reduce(Interval::join).orElseThrow();
      case LINSPACE -> of(arguments.get(0)).join(of(arguments.get(1)));
      case REP, REVERSE, HEAD, TAIL, SORT, QUANTILE -> of(arguments.get(0));
      case DIFF -> of(arguments.get(0)).plus(of(arguments.get(0)).negate());
      case ORDER -> of(arguments.get(0).type().dimensions().get(0));
      case RANK -> new Interval(1, Double.POSITIVE_INFINITY);
      case INTERPOLATE -> of(arguments.get(1));
      case DISTINCT -> Interval.WHOLE;
      case COUNT_TOKENS, DISTINCT_SIZE, COUNT_TEXTS, EDIT_DISTANCE -> Interval.NONNEGATIVE;
      case WHERE -> of(arguments.get(1)).join(of(arguments.get(2)));
    };
  }

  /** Of a product of any number of values in {@code interval}. */
  private static Interval productOf(Interval interval) {
    if (interval.isWithin(Interval.UNIT)) return Interval.UNIT;
    return interval.lower() >= 0 ? Interval.NONNEGATIVE : Interval.WHOLE;
  }

  private Interval apply(Expr.Apply e) {
    Interval a = of(e.operands().get(0));
    if (e.operands().size() == 1) return unary(e.function().name(), a);
    Interval b = of(e.operands().get(1));
    return switch (e.function().name()) {
      case "+" -> a.plus(b);
      case "-" -> a.plus(b.negate());
      case "*" -> ExprText.same(e.operands().get(0), e.operands().get(1)) ? square(a) : a.times(b);
      case "/" -> a.times(b.reciprocal());
      case "^" -> power(a, b);
      case "div" -> floor(a.times(b.reciprocal()));
      case "%" ->
          b.lower() >= 0
              ? new Interval(0, b.upper())
              : b.upper() <= 0 ? new Interval(b.lower(), 0) : Interval.WHOLE;
      case "min" -> new Interval(Math.min(a.lower(), b.lower()), Math.min(a.upper(), b.upper()));
      case "max" -> new Interval(Math.max(a.lower(), b.lower()), Math.max(a.upper(), b.upper()));
      case "hypot" -> Interval.NONNEGATIVE;
      case "log_sum_exp" -> new Interval(Math.max(a.lower(), b.lower()), Double.POSITIVE_INFINITY);
      case "log_diff_exp" -> new Interval(Double.NEGATIVE_INFINITY, a.upper());
      case "atan2" -> new Interval(-Math.PI, Math.PI);
      case "log_bessel_ie" ->
          new Interval(Double.NEGATIVE_INFINITY, a.lower() >= 0 ? 0 : Double.POSITIVE_INFINITY);
      case "gamma_p", "gamma_q", "beta_i" -> Interval.UNIT;
      default -> Interval.WHOLE;
    };
  }

  private static Interval unary(String name, Interval a) {
    return switch (name) {
      case "-" -> a.negate();
      case "abs" -> abs(a);
      case "sign" -> new Interval(Math.signum(a.lower()), Math.signum(a.upper()));
      case "sqrt" -> monotone(a.meet(Interval.NONNEGATIVE), Math::sqrt);
      case "cbrt" -> monotone(a, Math::cbrt);
      case "square" -> square(a);
      case "exp" -> monotone(a, Math::exp);
      case "expm1" -> monotone(a, Math::expm1);
      case "log" -> monotone(a.meet(Interval.NONNEGATIVE), Math::log);
      case "log1p" -> monotone(a.meet(new Interval(-1, Double.POSITIVE_INFINITY)), Math::log1p);
      case "log1p_exp" -> Interval.NONNEGATIVE;
      case "log1m_exp" -> new Interval(Double.NEGATIVE_INFINITY, 0);
      case "inv_logit", "inv_probit" -> Interval.UNIT;
      case "sin", "cos", "tanh", "erf" -> new Interval(-1, 1);
      case "cosh" -> new Interval(1, Double.POSITIVE_INFINITY);
      case "sinh" -> monotone(a, Math::sinh);
      case "erfc" -> new Interval(0, 2);
      case "atan" -> monotone(a, Math::atan);
      case "asin" -> new Interval(-Math.PI / 2, Math.PI / 2);
      case "acos" -> new Interval(0, Math.PI);
      case "floor" -> floor(a);
      case "ceil" -> monotone(a, Math::ceil);
      case "round" -> monotone(a, Math::rint);
      case "trunc" ->
          new Interval(Math.ceil(Math.min(a.lower(), 0)), Math.floor(Math.max(a.upper(), 0)));
      case "trigamma" -> a.lower() >= 0 ? Interval.NONNEGATIVE : Interval.WHOLE;
      default -> Interval.WHOLE;
    };
  }

  private static Interval monotone(Interval a, DoubleUnaryOperator increasing) {
    return new Interval(increasing.applyAsDouble(a.lower()), increasing.applyAsDouble(a.upper()));
  }

  private static Interval floor(Interval a) {
    return monotone(a, Math::floor);
  }

  private static Interval abs(Interval a) {
    if (a.lower() >= 0) return a;
    if (a.upper() <= 0) return a.negate();
    return new Interval(0, Math.max(-a.lower(), a.upper()));
  }

  private static Interval square(Interval a) {
    Interval size = abs(a);
    return new Interval(size.lower() * size.lower(), size.upper() * size.upper());
  }

  private static Interval power(Interval base, Interval exponent) {
    if (exponent.isPoint() && exponent.lower() == 2) return square(base);
    boolean even = exponent.isPoint() && exponent.lower() % 2 == 0;
    if (base.isWithin(Interval.UNIT) && exponent.lower() >= 0) return Interval.UNIT;
    return base.lower() >= 0 || even ? Interval.NONNEGATIVE : Interval.WHOLE;
  }
}
