package bayes.compiler.lower;

import bayes.compiler.model.Constraint;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.DistributionDefinition;
import bayes.compiler.model.Expr;
import bayes.compiler.model.Interval;
import bayes.compiler.model.Intervals;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.program.Kind;
import bayes.compiler.program.Operation;
import bayes.compiler.program.Register;
import bayes.compiler.program.Value;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether parameters and points are where they must be. What types already guarantee is not
 * checked; the rest is checked when data are bound if it depends on data alone, and rejects a
 * proposal otherwise.
 */
final class SupportChecks {
  private final Emitter emitter;
  private final ExpressionLowering expressions;
  private final Intervals intervals;
  private final Map<Symbol, VariableDeclaration> variables;
  private final ConstraintChecks constraints;

  /** The points of distributions that are made of others, which are inside when they are read. */
  private final Map<Symbol, Constraint> points = new HashMap<>();

  SupportChecks(
      Emitter emitter,
      ExpressionLowering expressions,
      Intervals intervals,
      Map<Symbol, VariableDeclaration> variables) {
    this.emitter = emitter;
    this.expressions = expressions;
    this.intervals = intervals;
    this.variables = variables;
    this.constraints = new ConstraintChecks(emitter, expressions);
  }

  /** Checks the parameters of a distribution whose arguments are of {@code scope}. */
  void parameters(DistributionLowering.Bound bound, Environment scope) {
    DistributionDefinition definition = bound.definition();
    intervals.of(bound.call());
    if (!bound.call().components().isEmpty()) {
      definition.support().constraint().ifPresent(c -> points.put(definition.point(), c));
    }
    for (int i = 0; i < definition.parameters().size(); i++) {
      DistributionDefinition.Parameter parameter = definition.parameters().get(i);
      if (bound.call().arguments().get(i) instanceof DistributionCall.Argument.OfValue value) {
        View view = bound.environment().find(parameter.symbol());
        if (view == null) continue;
        String name = "`" + parameter.symbol().name() + "` of `" + definition.name() + "`";
        check(
            new Checked(name, "D0310", value.value(), view, scope, bound.call().span()),
            parameter.support(),
            bound.environment());
      }
    }
  }

  /** Checks what is observed in {@code scope}. */
  void observed(DistributionLowering.Bound bound, Expr target, View point, Environment scope) {
    String name = "what `" + bound.definition().name() + "` describes";
    Checked checked = new Checked(name, "D0311", target, point, scope, target.span());
    check(checked, bound.definition().support(), bound.environment());
    Environment inner = bound.environment().nested();
    inner.bind(bound.definition().point(), point);
    possible(checked, bound.definition().logDensity(), inner);
  }

  /** A density that is written {@code c ? log(0.0) : ...} has no point where c holds. */
  private void possible(Checked checked, Expr logDensity, Environment environment) {
    if (!(logDensity instanceof Expr.Conditional choice) || !isMinusInfinity(choice.then())) return;
    emitter.check(
        emitter.op(Operation.NOT, expressions.scalar(choice.condition(), environment)),
        checked.code(),
        checked.name() + " has density 0 here, as `" + choice.condition().span().text() + "`",
        checked.place(),
        elements(checked, List.of()));
    possible(checked, choice.otherwise(), environment);
  }

  private static boolean isMinusInfinity(Expr expr) {
    return expr instanceof Expr.Apply apply
        && apply.function().name().equals("log")
        && apply.operands().get(0) instanceof Expr.RealConstant zero
        && zero.value() == 0;
  }

  private Optional<DataElement> elements(Checked checked, List<Value> positions) {
    return expressions.elements().of(checked.expr(), checked.scope(), positions);
  }

  /**
   * What is checked.
   *
   * @param scope where {@code expr} was evaluated to {@code view}
   */
  private record Checked(
      String name, String code, Expr expr, View view, Environment scope, Span call) {
    /** The place in the model: a library's own expressions are reported at the call. */
    Span place() {
      return expr.span().source() == call.source() ? expr.span() : call;
    }
  }

  private void check(Checked checked, Support support, Environment environment) {
    if (support instanceof Support.Bounds bounds) {
      bounds.lower().ifPresent(b -> bound(checked, b, environment, true));
      bounds.upper().ifPresent(b -> bound(checked, b, environment, false));
    }
    Optional<Constraint> constraint = support.constraint();
    if (constraint.isPresent() && !fulfils(checked.expr(), constraint.get())) {
      constrained(checked, constraint.get());
    }
  }

  private void bound(Checked checked, Support.Bound bound, Environment environment, boolean lower) {
    if (isInside(checked.expr(), bound, lower)) return;
    View limit = expressions.view(bound.value(), environment);
    emitter.at(
        Math.max(checked.view().level(), limit.level()),
        () ->
            emitter.loops(
                checked.view().extents(),
                positions -> {
                  Value value = checked.view().at(positions);
                  Value at = limit.isScalar() ? limit.scalar() : limit.at(positions);
                  String relation =
                      lower
                          ? (bound.exclusive() ? "above" : "at least")
                          : (bound.exclusive() ? "below" : "at most");
                  emitter.check(
                      inside(value, at, bound.exclusive(), lower),
                      checked.code(),
                      checked.name() + " must be " + relation + " {1}, but it is {0}",
                      checked.place(),
                      elements(checked, positions),
                      value,
                      at);
                }));
  }

  /** Whether the type guarantees it; a bound reached only by rounding is let pass. */
  private boolean isInside(Expr expr, Support.Bound bound, boolean lower) {
    Interval value = intervals.of(expr);
    Interval limit = intervals.of(bound.value());
    boolean inside = lower ? value.lower() >= limit.upper() : value.upper() <= limit.lower();
    boolean touches = lower ? value.lower() == limit.upper() : value.upper() == limit.lower();
    return inside && !(bound.exclusive() && touches && isDataOnly(expr));
  }

  private boolean isDataOnly(Expr expr) {
    for (Symbol symbol : bayes.compiler.model.FreeSymbols.of(expr)) {
      VariableDeclaration variable = variables.get(symbol);
      boolean varies =
          variable == null
              ? symbol.role() == Symbol.Role.LOCAL || symbol.role() == Symbol.Role.PARAMETER
              : variable.dependsOnLatents() || variable.dependsOnGenerated();
      if (varies) return false;
    }
    return true;
  }

  private Value inside(Value value, Value limit, boolean exclusive, boolean lower) {
    boolean ints = value.kind() == Kind.INT && limit.kind() == Kind.INT;
    Value x = ints ? value : real(value);
    Value at = ints ? limit : real(limit);
    Operation compare =
        exclusive
            ? (ints ? Operation.INT_LT : Operation.LT)
            : (ints ? Operation.INT_LE : Operation.LE);
    return lower ? emitter.op(compare, at, x) : emitter.op(compare, x, at);
  }

  private Value real(Value value) {
    return value.kind() == Kind.REAL ? value : emitter.op(Operation.INT_TO_REAL, value);
  }

  /** Whether an expression fulfils a constraint by its form or declaration. */
  private boolean fulfils(Expr expr, Constraint constraint) {
    if (expr instanceof Expr.VectorFunction f) {
      return constraint == Constraint.SIMPLEX && f.kind() == Expr.VectorFunction.Kind.SOFTMAX;
    }
    if (expr instanceof Expr.Index index) {
      return isWhole(index, constraint.rank()) && fulfils(index.array(), constraint);
    }
    if (!(expr instanceof Expr.Variable variable)) return false;
    Constraint ofPoint = points.get(variable.symbol());
    if (ofPoint != null) return ofPoint.isWithin(constraint);
    @Nullable VariableDeclaration declared = variables.get(variable.symbol());
    return declared != null
        && declared.support().constraint().filter(c -> c.isWithin(constraint)).isPresent();
  }

  /** Whether the last dimensions stay whole. */
  private static boolean isWhole(Expr.Index index, int rank) {
    List<Expr.Subscript> subscripts = index.subscripts();
    int plate = subscripts.size() - rank;
    return plate >= 0
        && subscripts.subList(plate, subscripts.size()).stream()
            .allMatch(Expr.Subscript.All.class::isInstance)
        && subscripts.subList(0, plate).stream()
            .allMatch(s -> s instanceof Expr.Subscript.At at && isScalar(at.index()));
  }

  private static boolean isScalar(Expr expr) {
    return expr.type().dimensions().isEmpty();
  }

  private void constrained(Checked checked, Constraint constraint) {
    View view = checked.view();
    emitter.at(
        view.level(),
        () ->
            constraints.of(
                constraint,
                view,
                (holds, message, position, arguments) ->
                    emitter.check(
                        holds,
                        checked.code(),
                        checked.name() + " " + message,
                        checked.place(),
                        position.isEmpty() ? Optional.empty() : elements(checked, position),
                        arguments)));
  }

  /** Whether the point's declaration keeps it inside the distribution's support. */
  boolean isAlwaysInside(DistributionLowering.Bound bound, Expr point) {
    Support support = bound.definition().support();
    if (support instanceof Support.Constrained c) return fulfils(point, c.kind());
    if (!(support instanceof Support.Bounds bounds)) return true;
    intervals.of(bound.call());
    return isInside(point, bounds.lower(), true) && isInside(point, bounds.upper(), false);
  }

  /** Whether a point is surely on the inner side of a bound of the distribution's support. */
  boolean isSurelyInside(
      DistributionLowering.Bound bound, Expr point, Support.Bound limit, boolean lower) {
    intervals.of(bound.call());
    return isInside(point, limit, lower);
  }

  /** 1 if a point is on the inner side of a bound of the distribution's support. */
  Value isInside(
      DistributionLowering.Bound bound, Value point, Support.Bound limit, boolean lower) {
    return condition(bound, limit, point, List.of(), lower);
  }

  private boolean isInside(Expr point, Optional<Support.Bound> bound, boolean lower) {
    return bound.isEmpty() || isInside(point, bound.get(), lower);
  }

  /** 1 if all elements of a point are inside the distribution's support. */
  Value inside(DistributionLowering.Bound bound, View point) {
    Register outside = emitter.constantRegister(Kind.INT);
    emitter.set(outside, emitter.integer(0));
    Support support = bound.definition().support();
    if (support instanceof Support.Bounds bounds) {
      emitter.loops(
          point.extents(),
          positions -> {
            Value value = point.at(positions);
            for (Value holds : conditions(bound, bounds, value, positions)) {
              emitter.accumulate(outside, emitter.op(Operation.NOT, holds));
            }
          });
    }
    support
        .constraint()
        .ifPresent(
            constraint ->
                constraints.of(
                    constraint,
                    point,
                    (holds, message, position, arguments) ->
                        emitter.accumulate(outside, emitter.op(Operation.NOT, holds))));
    return emitter.op(Operation.INT_EQ, emitter.get(outside), emitter.integer(0));
  }

  private List<Value> conditions(
      DistributionLowering.Bound bound, Support.Bounds bounds, Value value, List<Value> positions) {
    List<Value> conditions = new ArrayList<>();
    bounds.lower().ifPresent(b -> conditions.add(condition(bound, b, value, positions, true)));
    bounds.upper().ifPresent(b -> conditions.add(condition(bound, b, value, positions, false)));
    return conditions;
  }

  private Value condition(
      DistributionLowering.Bound bound,
      Support.Bound limit,
      Value value,
      List<Value> positions,
      boolean lower) {
    View view = expressions.view(limit.value(), bound.environment());
    Value at = view.isScalar() ? view.scalar() : view.at(positions);
    return inside(value, at, limit.exclusive(), lower);
  }
}
