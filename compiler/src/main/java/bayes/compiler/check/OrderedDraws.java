package bayes.compiler.check;

import bayes.compiler.model.Constraint;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.DistributionCall.Argument;
import bayes.compiler.model.DistributionDefinition;
import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Interval;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A vector whose elements are drawn from one distribution, given that they come in order. Each of
 * the n! orders of independent draws is as likely as the next, so the density is that of the draws
 * times n!: {@code log p(x[1]) + ... + log p(x[n]) + lgamma(n + 1)}.
 */
final class OrderedDraws {
  private final Session session;
  private final Operators operators;

  OrderedDraws(Session session, Operators operators) {
    this.session = session;
    this.operators = operators;
  }

  /**
   * The draw of the whole vector; none after a report.
   *
   * @param call of one element
   * @param elements the binders of the vector or matrix
   * @param place of the type
   */
  Optional<DistributionCall> of(
      DistributionCall call, List<Expr.Binder> elements, Constraint declared, Span place) {
    String name = call.definition().name();
    if (declared != Constraint.ORDERED && declared != Constraint.POSITIVE_ORDERED) {
      return fail(
          place,
          name,
          "independent draws have no density on `" + declared.typeName() + "` in closed form");
    }
    if (FreeSymbols.of(call).contains(elements.get(0).symbol())) {
      return fail(
          place,
          name,
          "elements that are drawn differently are in order with no known probability");
    }
    Optional<Truncation.Narrowed> element = element(call, declared, place);
    if (element.isEmpty()) return Optional.empty();
    Optional<Constraint> kind = kind(element.get().support());
    if (kind.isEmpty()) {
      return fail(place, name, "its draws have bounds, and `ordered` has none, or 0");
    }
    return Optional.of(joint(element.get().call(), elements.get(0).set(), kind.get()));
  }

  private Optional<DistributionCall> fail(Span place, String distribution, String why) {
    session.report(new SupportProblem.NoJointDensity(place, distribution, why));
    return Optional.empty();
  }

  private Optional<Truncation.Narrowed> element(
      DistributionCall call, Constraint declared, Span place) {
    Support positive =
        new Support.Bounds(
            Optional.of(new Support.Bound(new Expr.RealConstant(0, place), false)),
            Optional.empty());
    Support wanted = declared == Constraint.POSITIVE_ORDERED ? positive : Support.WHOLE;
    return new Truncation(session, operators).narrow(call, wanted, place);
  }

  private Optional<Constraint> kind(Support element) {
    if (element instanceof Support.Whole) return Optional.of(Constraint.ORDERED);
    boolean positive =
        element instanceof Support.Bounds bounds
            && bounds.upper().isEmpty()
            && bounds
                .lower()
                .filter(b -> session.intervals().of(b.value()).equals(Interval.of(0)))
                .isPresent();
    return positive ? Optional.of(Constraint.POSITIVE_ORDERED) : Optional.empty();
  }

  private DistributionCall joint(DistributionCall one, IndexSet set, Constraint kind) {
    DistributionDefinition base = one.definition();
    Span span = base.logDensity().span();
    Symbol size = session.symbol("n", Symbol.Role.PARAMETER, Type.INT, span);
    IndexSet.Parameter dimension = new IndexSet.Parameter(size);
    Type event = Type.array(Type.REAL, List.of(dimension));
    Symbol point = session.symbol("x", Symbol.Role.PARAMETER, event, span);
    List<IndexSet.Parameter> dimensions = new ArrayList<>(base.dimensions());
    dimensions.add(dimension);
    DistributionDefinition definition =
        new DistributionDefinition(
            base.name(),
            base.parameters(),
            dimensions,
            event,
            new Support.Constrained(kind),
            point,
            logDensity(base, point, dimension, span),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            false);
    List<IndexSet> sets = new ArrayList<>(one.dimensions());
    sets.add(set);
    List<Argument> arguments = one.arguments();
    Type drawn = Type.array(Type.REAL, List.of(set));
    return new DistributionCall(definition, arguments, sets, drawn, one.span());
  }

  private Expr logDensity(
      DistributionDefinition base, Symbol point, IndexSet.Parameter dimension, Span span) {
    Expr.Binder binder = session.freshBinder(dimension, span);
    Expr element =
        new Expr.Index(
            new Expr.Variable(point, span),
            List.of(new Expr.Subscript.At(new Expr.Variable(binder.symbol(), span))),
            Type.REAL,
            span);
    Expr term = Substitution.ofValues(Map.of(base.point(), element)).rewrite(base.logDensity());
    Expr terms =
        new Expr.Comprehension(
            List.of(binder),
            Optional.empty(),
            term,
            Type.array(Type.REAL, List.of(dimension)),
            span);
    Expr sum = new Expr.Reduce(Expr.Reduction.SUM, terms, Type.REAL, span);
    Expr size = new Expr.Convert(new Expr.Size(dimension, span), Type.REAL, span);
    Expr orders =
        operators.apply(
            "lgamma",
            List.of(operators.apply("+", List.of(size, new Expr.RealConstant(1, span)), span)),
            span);
    return operators.apply("+", List.of(sum, orders), span);
  }
}
