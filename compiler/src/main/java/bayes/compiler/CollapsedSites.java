package bayes.compiler;

import bayes.compiler.lower.DataRows;
import bayes.compiler.lower.Lowering;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.plan.Plan;
import bayes.compiler.plan.Planner;
import bayes.compiler.plan.Treatment;
import bayes.compiler.plan.collapse.Collapse;
import bayes.compiler.plan.collapse.CollapseAnalysis;
import bayes.compiler.plan.collapse.OtherTerms;
import bayes.runtime.data.Data;
import bayes.runtime.draws.RecordedVariable.Axis;
import bayes.runtime.sampler.gibbs.Urns;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The discrete latents of a bound model whose rows are integrated out.
 *
 * @param terms a posterior of them alone that has the terms which are no balls, if there are any
 */
record CollapsedSites(Urns urns, Optional<BoundModel> terms) {

  /** Those of a model whose plan has collapsed it. */
  static Optional<CollapsedSites> of(
      BoundModel bound, Data entries, Axes axes, Function<DataRows, double[]> list) {
    Plan plan = bound.model().plan();
    boolean isCollapsed =
        plan.treatments().stream().anyMatch(t -> t.kind() == Treatment.Kind.GIBBS);
    if (!isCollapsed) return Optional.empty();
    Map<Symbol, Integer> firstSites = new HashMap<>();
    int next = 0;
    for (Plan.PlannedLatent latent : plan.latents()) {
      Symbol symbol = latent.variable().symbol();
      // What is continuous after all is explored by other methods.
      if (symbol.type().element() instanceof Type.Real) return Optional.empty();
      firstSites.put(symbol, next);
      next += axes.of(symbol).stream().mapToInt(Axis::size).reduce(1, Math::multiplyExact);
    }
    Collapse collapse = CollapseAnalysis.of(plan.written()).collapse().orElseThrow();
    Urns urns = new UrnTables(collapse, axes, bound.discreteSites(), firstSites, list).urns();
    return Optional.of(new CollapsedSites(urns, terms(bound, entries, axes, collapse)));
  }

  private static Optional<BoundModel> terms(
      BoundModel bound, Data entries, Axes axes, Collapse collapse) {
    if (collapse.others().isEmpty()) return Optional.empty();
    Plan others = Planner.asWritten(OtherTerms.of(bound.model().plan().written(), collapse));
    return Lowering.lower(others)
        .value()
        .map(programs -> new Model(others, programs, new Executables(programs)))
        .map(model -> new BoundModel(model, entries, bound.data(), axes, bound.carried()));
  }
}
