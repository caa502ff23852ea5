package bayes.compiler.plan.collapse;

import bayes.compiler.model.Symbol;
import bayes.compiler.plan.Pass;
import bayes.compiler.plan.Rewriting;
import bayes.compiler.plan.Treatment;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds models of discrete latents and Dirichlet or Beta rows alone, such as topic models, and
 * integrates the rows out, so that the discrete latents can be drawn one by one, each from its
 * exact conditional, at the cost of looking up counts. Where anything else is continuous, these
 * latents are left to be summed out, so that a gradient can be followed.
 */
public final class CollapsePass implements Pass {
  @Override
  public Rewriting apply(Rewriting before) {
    if (!before.options().collapsedGibbs() || !before.options().integrals()) return before;
    CollapseAnalysis analysis = CollapseAnalysis.of(before.model());
    Optional<Collapse> found = analysis.collapse();
    if (found.isEmpty()) return analysis.obstacles().isEmpty() ? before : kept(before, analysis);
    Collapse collapse = found.get();
    return CollapsedModel.of(before, collapse).with(gibbs(collapse)).with(collapsed(collapse));
  }

  private static Treatment gibbs(Collapse collapse) {
    return new Treatment(
        Treatment.Kind.GIBBS,
        collapse.sites(),
        "drawn one by one, each given all others, with "
            + names(rows(collapse))
            + " integrated out",
        "given them nothing continuous is left, so that no gradient is needed; to sum them out"
            + " instead, name a method that follows gradients, or write `@marginalize`",
        Optional.of("a few counts for each value of each element"),
        List.of());
  }

  private static Treatment collapsed(Collapse collapse) {
    return new Treatment(
        Treatment.Kind.COLLAPSED,
        rows(collapse),
        "integrated out given " + names(collapse.sites()) + ", and drawn back for each draw",
        "the prior is conjugate to all that is drawn from it: only counts matter",
        Optional.of("counts, of which each draw changes two; 1 draw for each that is kept"),
        List.of());
  }

  /** Rows around discrete latents, and what keeps them from being integrated out. */
  private static Rewriting kept(Rewriting before, CollapseAnalysis analysis) {
    return before.with(
        new Treatment(
            Treatment.Kind.KEPT,
            analysis.rowsAroundSites(),
            "not integrated out given the discrete latents",
            analysis.obstacles().get(0).reason(),
            Optional.empty(),
            analysis.obstacles()));
  }

  private static List<Symbol> rows(Collapse collapse) {
    return collapse.rows().stream().map(Rows::symbol).toList();
  }

  private static String names(List<Symbol> symbols) {
    return symbols.stream().map(s -> "`" + s.name() + "`").collect(Collectors.joining(", "));
  }
}
