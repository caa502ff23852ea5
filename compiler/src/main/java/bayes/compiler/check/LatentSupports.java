package bayes.compiler.check;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.Expr;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.FreeSymbols;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Support;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where drawn variables live: what their type and their distribution leave. */
final class LatentSupports {
  private final Frame frame;
  private final Session session;

  LatentSupports(Frame frame) {
    this.frame = frame;
    this.session = frame.session();
  }

  /** Narrows one draw, and notes where its variable lives; none after a report. */
  Optional<Truncation.Narrowed> narrow(
      Variable variable,
      Targets.Place place,
      Optional<Types.Declared> declared,
      DistributionCall call,
      List<Expr.Binder> plate,
      Span span) {
    Support wanted = declared.map(d -> element(d, plate, span)).orElse(Support.WHOLE);
    Optional<Truncation.Narrowed> narrowed =
        new Truncation(session, frame.expressions().operators())
            .narrow(call, wanted, declared.map(Types.Declared::span).orElse(span));
    if (narrowed.isEmpty()) return Optional.empty();
    List<Expr.Binder> over = new ArrayList<>(place.over());
    over.addAll(plate);
    Support element = numbers(call, narrowed.get().support());
    Optional<Support> whole = whole(element, over, variable, span);
    if (whole.isEmpty()) return Optional.empty();
    if (variable.hasSupport()) {
      boolean plain = place.over().size() == place.indices().size();
      if (!same(variable.support(), whole.get())
          || (!plain && whole.get() instanceof Support.Bounds b && isArray(b))) {
        session.report(
            new SupportProblem.SupportsDiffer(
                span, variable.symbol().name(), variable.symbol().declared()));
        return Optional.empty();
      }
    } else {
      variable.liveIn(whole.get());
      session.intervals().declare(variable.symbol(), whole.get());
    }
    return narrowed;
  }

  /** A draw from a set without a name is one of its integers. */
  private static Support numbers(DistributionCall call, Support own) {
    if (!(own instanceof Support.Whole)
        || !(call.event() instanceof Type.Int)
        || !(call.definition().event() instanceof Type.Member member)) {
      return own;
    }
    int dimension = call.definition().dimensions().indexOf(member.set());
    if (dimension < 0) return own;
    IndexSet set = call.dimensions().get(dimension);
    if (set instanceof IndexSet.Size size) {
      return between(new Expr.IntConstant(1, call.span()), size.size());
    }
    return set instanceof IndexSet.Range range ? between(range.lower(), range.upper()) : own;
  }

  private static Support between(Expr lower, Expr upper) {
    return new Support.Bounds(
        Optional.of(new Support.Bound(lower, false)), Optional.of(new Support.Bound(upper, false)));
  }

  /** The bounds of one element of a type over a plate. */
  private Support element(Types.Declared declared, List<Expr.Binder> plate, Span span) {
    if (!(declared.support() instanceof Support.Bounds bounds)) return declared.support();
    List<Elements.Place> places = Loops.places(plate, span);
    return new Support.Bounds(
        bounds.lower().map(b -> element(b, places)), bounds.upper().map(b -> element(b, places)));
  }

  private Support.Bound element(Support.Bound bound, List<Elements.Place> places) {
    return new Support.Bound(
        frame.expressions().elements().at(bound.value(), places), bound.exclusive());
  }

  /** The support of all elements: bounds that change with the indices become arrays. */
  private Optional<Support> whole(
      Support element, List<Expr.Binder> over, Variable variable, Span span) {
    if (!(element instanceof Support.Bounds bounds)) return Optional.of(element);
    Optional<Support.Bound> lower = bounds.lower().map(b -> whole(b, over));
    Optional<Support.Bound> upper = bounds.upper().map(b -> whole(b, over));
    Support.Bounds whole = new Support.Bounds(lower, upper);
    boolean fits = !isArray(whole) || over.size() == variable.symbol().type().dimensions().size();
    if (!fits) {
      session.report(
          ModelProblem.unsupported(span, "a support that changes within one part of a variable"));
      return Optional.empty();
    }
    return Optional.of(whole);
  }

  static boolean isArray(Support.Bounds bounds) {
    return bounds.lower().filter(b -> !b.value().type().dimensions().isEmpty()).isPresent()
        || bounds.upper().filter(b -> !b.value().type().dimensions().isEmpty()).isPresent();
  }

  private Support.Bound whole(Support.Bound bound, List<Expr.Binder> over) {
    Expr value = bound.value();
    // Locals of an iteration are not known outside it; one may read another.
    Substitution locals = Substitution.ofValues(frame.loops().locals());
    while (FreeSymbols.of(value).stream().anyMatch(frame.loops().locals()::containsKey)) {
      value = locals.rewrite(value);
    }
    var free = FreeSymbols.of(value);
    List<Symbol> symbols = over.stream().map(Expr.Binder::symbol).toList();
    if (symbols.stream().noneMatch(free::contains)) {
      return new Support.Bound(value, bound.exclusive());
    }
    List<IndexSet> sets = Loops.sets(over);
    return new Support.Bound(
        new Expr.Comprehension(
            over, Optional.empty(), value, Type.array(value.type().element(), sets), value.span()),
        bound.exclusive());
  }

  private static boolean same(Support a, Support b) {
    if (a instanceof Support.Bounds x && b instanceof Support.Bounds y) {
      return same(x.lower(), y.lower()) && same(x.upper(), y.upper());
    }
    return a.equals(b);
  }

  private static boolean same(Optional<Support.Bound> a, Optional<Support.Bound> b) {
    if (a.isEmpty() || b.isEmpty()) return a.isEmpty() && b.isEmpty();
    return ExprText.same(a.get().value(), b.get().value());
  }
}
