package bayes.compiler.check;

import bayes.compiler.model.Constraint;
import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.DistributionCall.Component;
import bayes.compiler.model.Expr;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Interval;
import bayes.compiler.model.Quantity;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import java.util.List;
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
    Type vector = Type.array(Type.REAL, List.of(set));
    Wrapping wrapping = new Wrapping(session, operators, "Ordered", vector, one.span());
    Formulas f = wrapping.formulas();
    Component element = wrapping.component(one, Optional.empty());
    IndexSet own = wrapping.x().type().dimensions().get(0);
    Expr.Binder binder = session.freshBinder(own, f.span());
    Expr at =
        new Expr.Index(
            wrapping.x(),
            List.of(new Expr.Subscript.At(new Expr.Variable(binder.symbol(), f.span()))),
            Type.REAL,
            f.span());
    Expr terms =
        new Expr.Comprehension(
            List.of(binder),
            Optional.empty(),
            wrapping.ask(Quantity.LOG_DENSITY, element, at),
            wrapping.x().type(),
            f.span());
    Expr sum = new Expr.Reduce(Expr.Reduction.SUM, terms, Type.REAL, f.span());
    Expr size = new Expr.Convert(new Expr.Size(own, f.span()), Type.REAL, f.span());
    Expr orders = f.apply("lgamma", f.plus(size, f.real(1)));
    return wrapping.finish(
        new Support.Constrained(kind),
        f.plus(sum, orders),
        Optional.empty(),
        one.definition().sampler().map(s -> sampler(wrapping, element)),
        false);
  }

  /** Independent draws, put in order. */
  private Expr sampler(Wrapping wrapping, Component element) {
    Span span = wrapping.formulas().span();
    Type vector = wrapping.x().type();
    Expr.Binder binder = session.freshBinder(vector.dimensions().get(0), span);
    Expr draws =
        new Expr.Comprehension(
            List.of(binder), Optional.empty(), wrapping.draw(element), vector, span);
    Symbol drawn = session.symbol("drawn", Symbol.Role.LOCAL, vector, span);
    Expr sorted =
        new Expr.ArrayFunction(
            Expr.ArrayFunction.Kind.SORT, List.of(new Expr.Variable(drawn, span)), vector, span);
    return new Expr.LetIn(drawn, draws, sorted);
  }
}
