package bayes.compiler.check;

import bayes.compiler.model.DistributionCall;
import bayes.compiler.model.LocationScale;
import bayes.compiler.model.NonCentred;
import bayes.compiler.source.Span;
import java.util.Optional;

/** {@code @noncentered}: which draws are a shifted and scaled standard one. */
final class NonCentredDraws {
  private final Session session;

  NonCentredDraws(Session session) {
    this.session = session;
  }

  /**
   * The draw of a call, non-centred; none after a report.
   *
   * @param isNarrowed whether a type cuts something off
   * @param annotation its place
   */
  Optional<NonCentred> of(DistributionCall call, boolean isNarrowed, Span annotation) {
    String name = call.definition().name();
    Optional<LocationScale> family = LocationScale.of(call.definition());
    if (family.isEmpty()) {
      return none(annotation, call, "`" + name + "` has no location and scale");
    }
    if (isNarrowed) return none(annotation, call, "the type cuts off a part of `" + name + "`");
    Optional<NonCentred> form = family.get().nonCentred(call);
    String words = "give `" + family.get().location() + "` and `" + family.get().scale() + "`";
    return form.isPresent() ? form : none(annotation, call, words);
  }

  private Optional<NonCentred> none(Span annotation, DistributionCall call, String why) {
    session.report(ModelProblem.notNonCentred(annotation, call.span(), why));
    return Optional.empty();
  }
}
