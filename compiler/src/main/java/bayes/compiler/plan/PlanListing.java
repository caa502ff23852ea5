package bayes.compiler.plan;

import bayes.compiler.model.ExprText;
import bayes.compiler.model.Symbol;

/** Shows a plan to people: what happens to each latent, and which methods can be used. */
public final class PlanListing {
  private PlanListing() {}

  public static String of(Plan plan) {
    StringBuilder text = new StringBuilder("plan " + plan.model().name() + "\n");
    for (Treatment treatment : plan.treatments()) treatment(treatment, text);
    for (Plan.Block block : plan.blocks()) {
      if (block instanceof Plan.Block.Discrete) {
        text.append("discrete block, sampled one by one given the others\n");
        for (Plan.PlannedLatent latent : block.latents()) {
          text.append("  ").append(discrete(latent.variable().symbol())).append('\n');
        }
        continue;
      }
      String given = plan.blocks().size() > 1 ? " given the discrete block" : "";
      text.append("unconstrained block, sampled jointly" + given + "\n");
      if (block.latents().isEmpty()) text.append("  no latents\n");
      for (Plan.PlannedLatent latent : block.latents()) {
        text.append("  ").append(latent(latent)).append('\n');
      }
    }
    text.append("methods\n");
    for (Methods.Applicability method : plan.methods().all()) {
      text.append("  ").append(method.method().option()).append(": ");
      text.append(method.whyNot().map(why -> "no, " + why.reason()).orElse("yes")).append('\n');
    }
    return text.toString();
  }

  private static String discrete(Symbol symbol) {
    return symbol.name()
        + ": "
        + ExprText.of(symbol.type())
        + " ("
        + symbol.declared().place()
        + ")";
  }

  private static String latent(Plan.PlannedLatent latent) {
    Symbol symbol = latent.variable().symbol();
    return symbol.name()
        + ": "
        + Explanation.coordinates(latent)
        + " ("
        + symbol.declared().place()
        + ")";
  }

  private static void treatment(Treatment treatment, StringBuilder text) {
    String names = String.join(", ", treatment.of().stream().map(Symbol::name).toList());
    text.append(Explanation.word(treatment.kind())).append(' ').append(names).append('\n');
    text.append("  ").append(treatment.what()).append('\n');
    if (!treatment.why().isEmpty()) text.append("  because ").append(treatment.why()).append('\n');
    treatment.cost().ifPresent(cost -> text.append("  cost: ").append(cost).append('\n'));
    for (Obstacle obstacle : treatment.obstacles()) {
      text.append("  in the way: ").append(obstacle.reason());
      text.append(" (").append(obstacle.place().place()).append(")\n");
    }
  }
}
