package bayes.compiler.plan;

import bayes.compiler.model.Constraint;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Shows a plan to people: what happens to each latent, and which methods can be used. */
public final class PlanListing {
  private PlanListing() {}

  public static String of(Plan plan) {
    StringBuilder text = new StringBuilder("plan " + plan.model().name() + "\n");
    for (Plan.Block block : plan.blocks()) {
      if (block instanceof Plan.Block.Discrete) {
        text.append("discrete block, sampled one by one\n");
        for (Plan.PlannedLatent latent : block.latents()) {
          text.append("  ").append(discrete(latent.variable().symbol())).append('\n');
        }
        continue;
      }
      text.append("unconstrained block, sampled jointly\n");
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
    List<String> sizes = new ArrayList<>();
    List<IndexSet> dimensions = symbol.type().dimensions();
    Optional<Constraint> constraint = latent.transform().constraint();
    int plate = dimensions.size() - constraint.map(Constraint::rank).orElse(0);
    for (int d = 0; d < plate; d++) sizes.add(size(dimensions.get(d)));
    constraint.ifPresent(c -> sizes.add(c.coordinates(size(dimensions.get(plate)))));
    String count = sizes.isEmpty() ? "1 coordinate" : String.join(" * ", sizes) + " coordinates";
    return symbol.name()
        + ": "
        + count
        + ", "
        + latent.transform().description()
        + " ("
        + symbol.declared().place()
        + ")";
  }

  private static String size(IndexSet set) {
    return "|" + ExprText.of(set) + "|";
  }
}
