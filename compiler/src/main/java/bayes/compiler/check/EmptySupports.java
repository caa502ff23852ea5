package bayes.compiler.check;

import bayes.compiler.model.Interval;
import bayes.compiler.model.Support;
import bayes.compiler.model.Type;
import bayes.compiler.source.Span;
import java.util.Optional;

/** Bounds between which there is nothing, whatever the data are. */
final class EmptySupports {
  private final Session session;

  EmptySupports(Session session) {
    this.session = session;
  }

  /** Whether a support of elements of this type is empty; reports it at {@code place} if so. */
  boolean report(Support support, Type type, Span place) {
    if (!(support instanceof Support.Bounds bounds)) return false;
    Optional<Interval> lower = bounds.lower().map(b -> session.intervals().of(b.value()));
    Optional<Interval> upper = bounds.upper().map(b -> session.intervals().of(b.value()));
    if (lower.isEmpty() || upper.isEmpty()) return false;
    double least = lower.get().lower();
    double most = upper.get().upper();
    boolean isOpen =
        bounds.lower().get().exclusive()
            || bounds.upper().get().exclusive()
            || type.element() instanceof Type.Real;
    if (!(least > most || (least == most && isOpen))) return false;
    session.report(new SupportProblem.NothingBetween(place, least, most));
    return true;
  }
}
