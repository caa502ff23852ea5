package bayes.compiler.check;

import bayes.compiler.model.Expr;
import bayes.compiler.model.Support;
import bayes.compiler.model.Type;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Where the draws of a mixture live: the least support of one kind that holds those of all. */
final class UnionSupports {
  private final Session session;
  private final Wrapping wrapping;

  UnionSupports(Session session, Wrapping wrapping) {
    this.session = session;
    this.wrapping = wrapping;
  }

  Support of(List<WrapperCalls.Weighted> parts) {
    List<Support> supports =
        parts.stream()
            .map(
                p ->
                    Distributions.arguments(p.distribution())
                        .support(p.distribution().definition().support()))
            .toList();
    Support first = supports.get(0);
    if (!(first instanceof Support.Bounds)) {
      return supports.stream().allMatch(first::equals) ? first : Support.WHOLE;
    }
    if (!supports.stream().allMatch(s -> s instanceof Support.Bounds)) return Support.WHOLE;
    boolean isScalar = parts.get(0).distribution().event().dimensions().isEmpty();
    if (!isScalar) return Support.WHOLE;
    return new Support.Bounds(
        bound("lower", parts, supports, Support.Bounds::lower, true),
        bound("upper", parts, supports, Support.Bounds::upper, false));
  }

  private Optional<Support.Bound> bound(
      String name,
      List<WrapperCalls.Weighted> parts,
      List<Support> supports,
      Function<Support.Bounds, Optional<Support.Bound>> end,
      boolean lower) {
    Optional<Support.Bound> union = Optional.empty();
    for (int k = 0; k < parts.size(); k++) {
      Optional<Support.Bound> one = end.apply((Support.Bounds) supports.get(k));
      if (one.isEmpty()) return Optional.empty();
      Support.Bound own = overAll(parts.get(k).over(), one.get(), lower);
      union = Optional.of(union.isEmpty() ? own : outer(union.get(), own, lower));
    }
    return union.map(b -> wrapping.bound(name, b, false));
  }

  /** The outermost of the bounds of the components over a set. */
  private Support.Bound overAll(Optional<Expr.Binder> over, Support.Bound bound, boolean lower) {
    Expr value = bound.value();
    boolean varies =
        over.isPresent()
            && bayes.compiler.model.FreeSymbols.of(value).contains(over.get().symbol());
    if (!varies) return bound;
    Type element = value.type();
    Expr all =
        new Expr.Comprehension(
            List.of(over.get()),
            Optional.empty(),
            value,
            Type.array(element, List.of(over.get().set())),
            value.span());
    Expr.Reduction reduction = lower ? Expr.Reduction.MIN : Expr.Reduction.MAX;
    return new Support.Bound(
        new Expr.Reduce(reduction, all, element, value.span()), bound.exclusive());
  }

  private Support.Bound outer(Support.Bound a, Support.Bound b, boolean lower) {
    var first = session.intervals().of(a.value());
    var second = session.intervals().of(b.value());
    if (first.isPoint() && second.isPoint()) {
      if (first.lower() == second.lower()) return a.exclusive() ? b : a;
      return (first.lower() < second.lower()) == lower ? a : b;
    }
    Expr value = wrapping.formulas().apply(lower ? "min" : "max", a.value(), b.value());
    return new Support.Bound(value, a.exclusive() && b.exclusive());
  }
}
