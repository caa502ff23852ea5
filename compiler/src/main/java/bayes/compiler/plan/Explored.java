package bayes.compiler.plan;

import bayes.compiler.model.Request;
import bayes.compiler.model.StandardLibrary;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.VariableDeclaration;
import bayes.compiler.plan.conjugate.Unintegrated;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Why a latent is left to be explored, at what cost, and what stands in the way of a sum or an
 * integral. Looked for when it is told, as it takes as long as the plan itself.
 */
final class Explored {
  /** More than any pass has given out. */
  private static final int FIRST_NUMBER = 100_000_000;

  private final Plan plan;
  private final Rewriting rewriting;
  private final TermCosts costs;

  Explored(Plan plan, StandardLibrary library) {
    this.plan = plan;
    this.costs = new TermCosts(plan.model());
    this.rewriting =
        new Rewriting(
            plan.written(),
            plan.model(),
            plan.options(),
            library,
            plan.treatments(),
            Map.of(),
            List.of(),
            List.of(),
            new AtomicInteger(FIRST_NUMBER));
  }

  static boolean isContinuous(VariableDeclaration latent) {
    return latent.symbol().type().element() instanceof Type.Real;
  }

  /** A latent that is left. */
  Optional<Plan.PlannedLatent> planned(Symbol latent) {
    return plan.latents().stream().filter(l -> l.variable().symbol().equals(latent)).findFirst();
  }

  /**
   * What is to be told of a latent that is left; empty of others.
   *
   * @param told what the passes have said
   */
  Optional<Treatment> of(VariableDeclaration latent, List<Treatment> told) {
    Optional<Plan.PlannedLatent> left = planned(latent.symbol());
    boolean isExplained =
        told.stream()
            .anyMatch(
                t -> t.kind() == Treatment.Kind.GIBBS || t.kind() == Treatment.Kind.ENUMERATED);
    if (left.isEmpty() || isExplained) return Optional.empty();
    return Optional.of(
        isContinuous(latent) ? continuous(left.get().variable()) : discrete(latent, told));
  }

  private Treatment continuous(VariableDeclaration latent) {
    String cost = "in each evaluation " + costs.of(latent.symbol());
    Optional<Obstacle> asked = asked(latent);
    if (asked.isPresent()) return kept(latent, "`@sample` asks for it", cost, List.of(asked.get()));
    if (!plan.options().integrals()) {
      return kept(latent, "integrals are switched off", cost, List.of());
    }
    List<Obstacle> obstacles = Unintegrated.whyNot(latent, rewriting);
    if (!obstacles.isEmpty()) {
      return kept(latent, "it has no closed form given all others", cost, obstacles);
    }
    Obstacle unasked =
        new Obstacle(
            "its integral is not asked for",
            latent.symbol().declared(),
            "`@marginalize` before it integrates it out");
    return kept(
        latent,
        "others have to be explored in any case, though it has a closed form given them",
        cost,
        List.of(unasked));
  }

  private Treatment discrete(VariableDeclaration latent, List<Treatment> told) {
    String cost = "in each iteration every value of each element, by " + costs.of(latent.symbol());
    Optional<Obstacle> asked = asked(latent);
    if (asked.isPresent()) return kept(latent, "`@sample` asks for it", cost, List.of(asked.get()));
    if (!plan.options().sums()) return kept(latent, "sums are switched off", cost, List.of());
    if (told.stream().anyMatch(t -> !t.obstacles().isEmpty())) {
      return kept(latent, "", cost, List.of());
    }
    Obstacle entangled =
        new Obstacle(
            "other discrete latents are drawn given it, and it given them",
            latent.symbol().declared(),
            "declared here");
    return kept(latent, entangled.reason(), cost, List.of(entangled));
  }

  private static Optional<Obstacle> asked(VariableDeclaration latent) {
    return latent
        .request()
        .filter(request -> request.kind() == Request.Kind.SAMPLE)
        .map(
            request ->
                new Obstacle("`@sample` keeps it", request.span(), "without it the plan decides"));
  }

  private static Treatment kept(
      VariableDeclaration latent, String why, String cost, List<Obstacle> obstacles) {
    String what = isContinuous(latent) ? "not integrated out" : "not summed out";
    return new Treatment(
        Treatment.Kind.KEPT, List.of(latent.symbol()), what, why, Optional.of(cost), obstacles);
  }
}
