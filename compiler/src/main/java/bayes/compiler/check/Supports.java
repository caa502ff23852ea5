package bayes.compiler.check;

import bayes.compiler.model.Constraint;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.DistributionDefinition;
import bayes.compiler.model.DistributionDefinition.Parameter;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprRewriter;
import bayes.compiler.model.Interval;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Whether arguments are where their parameters allow. Reported is what is surely outside, and what
 * is unbounded where the parameter is bounded; the rest is checked when it runs.
 */
final class Supports {
  private final Session session;

  Supports(Session session) {
    this.session = session;
  }

  void checkArguments(DistributionCall call, List<DistributionDefinition> overloads) {
    session.intervals().of(call);
    for (int i = 0; i < call.arguments().size(); i++) {
      Parameter parameter = call.definition().parameters().get(i);
      if (call.arguments().get(i) instanceof DistributionCall.Argument.OfValue value) {
        check(
            value.value(),
            parameter.symbol(),
            parameter.support(),
            call.definition().name(),
            unboundedSibling(parameter, call, overloads));
      }
    }
    Support own = Distributions.arguments(call).support(call.definition().support());
    new EmptySupports(session).report(own, call.event(), call.span());
  }

  void checkArguments(FunctionEntry entry, List<Expr> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      check(
          arguments.get(i),
          entry.definition().parameters().get(i),
          entry.supports().get(i),
          entry.definition().name(),
          Optional.empty());
    }
  }

  /** {@code Bernoulli(logit: ...)} for {@code p}: a declaration that takes any number instead. */
  private static Optional<String> unboundedSibling(
      Parameter parameter, DistributionCall call, List<DistributionDefinition> overloads) {
    for (DistributionDefinition other : overloads) {
      List<Parameter> parameters = other.parameters();
      if (parameters.size() != call.arguments().size()) continue;
      int at = call.definition().parameters().indexOf(parameter);
      if (parameters.get(at).support() instanceof Support.Whole) {
        return Optional.of(other.name() + "(" + parameters.get(at).symbol().name() + ": ...)");
      }
    }
    return Optional.empty();
  }

  private void check(
      Expr argument, Symbol parameter, Support support, String callee, Optional<String> sibling) {
    if (support instanceof Support.Whole) return;
    Interval required = session.intervals().of(support);
    Interval found = session.intervals().of(argument);
    boolean below =
        required.lower() > Double.NEGATIVE_INFINITY && found.lower() == Double.NEGATIVE_INFINITY;
    boolean above =
        required.upper() < Double.POSITIVE_INFINITY && found.upper() == Double.POSITIVE_INFINITY;
    boolean onOpenEnd =
        support instanceof Support.Bounds bounds
            && found.isPoint()
            && ((bounds.lower().filter(Support.Bound::exclusive).isPresent()
                    && found.upper() <= required.lower())
                || (bounds.upper().filter(Support.Bound::exclusive).isPresent()
                    && found.lower() >= required.upper()));
    boolean apart = found.isApartFrom(required) || onOpenEnd;
    if (!apart && !((below || above) && isSharp(argument) && isTold(argument, support))) return;
    session.report(
        new SupportProblem.OutsideSupport(
            argument.span(),
            "`" + parameter.name() + "`",
            callee,
            required(support, required),
            found(found, argument.type().element()),
            declared(argument, found, apart),
            hint(argument, support, required, sibling, apart)));
  }

  /** Computed matrices and directions may well be what they must be, though nothing says so. */
  private static boolean isTold(Expr argument, Support support) {
    return support.constraint().filter(c -> c != Constraint.SIMPLEX).isEmpty()
        || variable(argument).filter(symbol -> symbol.role() == Symbol.Role.DATA).isPresent();
  }

  private static String required(Support support, Interval interval) {
    if (support instanceof Support.Constrained c) {
      return "of type `" + c.kind().typeName() + "`: " + c.kind().words();
    }
    boolean open =
        support instanceof Support.Bounds bounds
            && bounds.lower().filter(Support.Bound::exclusive).isPresent();
    if (interval.lower() == 0 && Double.isInfinite(interval.upper())) {
      return open ? "positive" : "at least 0";
    }
    if (Double.isInfinite(interval.upper())) {
      return (open ? "above " : "at least ") + number(interval.lower());
    }
    if (Double.isInfinite(interval.lower())) return "at most " + number(interval.upper());
    return "between " + number(interval.lower()) + " and " + number(interval.upper());
  }

  private static String found(Interval interval, Type element) {
    String kind = element instanceof Type.Real ? "real number" : "integer";
    if (interval.isPoint()) return "is " + number(interval.lower());
    boolean noLower = Double.isInfinite(interval.lower());
    boolean noUpper = Double.isInfinite(interval.upper());
    if (noLower && noUpper) return "can be any " + kind;
    if (noUpper) return "can be any " + kind + " from " + number(interval.lower());
    if (noLower) return "can be any " + kind + " up to " + number(interval.upper());
    return "is between " + number(interval.lower()) + " and " + number(interval.upper());
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static Optional<Symbol> variable(Expr argument) {
    Expr inner = argument instanceof Expr.Convert convert ? convert.operand() : argument;
    if (inner instanceof Expr.Index index) inner = index.array();
    return inner instanceof Expr.Variable variable
        ? Optional.of(variable.symbol())
        : Optional.empty();
  }

  private static Optional<SupportProblem.OutsideSupport.Declared> declared(
      Expr argument, Interval found, boolean apart) {
    String what = found.lower() < 0 ? "so it may be negative" : "so it has no upper bound";
    return variable(argument)
        .map(
            symbol ->
                new SupportProblem.OutsideSupport.Declared(
                    symbol.declared(), apart ? "declared here" : "declared here, " + what));
  }

  private Optional<String> hint(
      Expr argument, Support support, Interval required, Optional<String> sibling, boolean apart) {
    if (sibling.isPresent()) return Optional.of("name the argument: `" + sibling.get() + "`");
    if (apart) return Optional.empty();
    Optional<Symbol> data = variable(argument).filter(symbol -> symbol.role() == Symbol.Role.DATA);
    if (support instanceof Support.Constrained c) {
      String declare = "declare it `" + c.kind().typeName() + "[...]`";
      boolean simplex = c.kind() == Constraint.SIMPLEX;
      return Optional.of(simplex ? declare + ", or write `softmax(...)`" : declare);
    }
    boolean unit = required.equals(Interval.UNIT);
    boolean fromZero = required.lower() == 0 && Double.isInfinite(required.upper());
    if (!unit && !fromZero) return Optional.empty();
    String bounds = unit ? "<lower=0, upper=1>" : "<lower=0>";
    String function = unit ? "inv_logit" : "exp";
    boolean real = argument.type().element() instanceof Type.Real;
    String text = argument.span().text();
    return data.map(
            symbol -> {
              String type = symbol.type().element() instanceof Type.Real ? "real" : "int";
              return "declare it `data "
                  + symbol.name()
                  + " : "
                  + type
                  + bounds
                  + "`"
                  + (real ? ", or write `" + function + "(" + text + ")`" : "");
            })
        .or(
            () ->
                real
                    ? Optional.of("write `" + function + "(" + text + ")`, or give it such a type")
                    : Optional.empty());
  }

  /**
   * Whether the bounds of the interval are about reached: where a variable occurs twice, as in
   * {@code a / (a + b)}, intervals say too much.
   */
  boolean isSharp(Expr expr) {
    Occurrences occurrences = new Occurrences();
    occurrences.rewrite(expr);
    return !occurrences.repeated && occurrences.seen.stream().noneMatch(session::isBlurred);
  }

  /** Whether a variable occurs twice, also in the functions that are called. */
  private static final class Occurrences extends ExprRewriter {
    private final Set<Symbol> seen = new HashSet<>();
    private boolean repeated;

    @Override
    public Expr rewrite(Expr expr) {
      // Intervals know nothing of these.
      boolean isOpaque =
          expr instanceof Expr.MatrixFunction
              || expr instanceof Expr.Part
              || expr instanceof Expr.Solve;
      if (isOpaque) repeated = true;
      if (expr instanceof Expr.CallFunction call) super.rewrite(call.function().body());
      return super.rewrite(expr);
    }

    @Override
    protected Expr variable(Expr.Variable variable) {
      boolean constant = variable.symbol().role() == Symbol.Role.BINDER;
      if (!constant && !seen.add(variable.symbol())) repeated = true;
      return variable;
    }

    @Override
    public Type type(Type type) {
      return type;
    }
  }
}
