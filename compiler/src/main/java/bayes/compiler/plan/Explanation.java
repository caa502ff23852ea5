package bayes.compiler.plan;

import bayes.compiler.model.Constraint;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.VariableDeclaration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A plan told latent by latent, in the order of the model, as a database tells how it answers a
 * query. Sizes are told as {@code |Set|}.
 *
 * @param latents what happens to each
 * @param likelihoods of which observations something is told
 */
public record Explanation(List<Entry> latents, List<Treatment> likelihoods) {
  public Explanation {
    latents = List.copyOf(latents);
    likelihoods = List.copyOf(likelihoods);
  }

  /**
   * What happens to a latent.
   *
   * @param treatment in one word, for programs: {@code summed}, {@code gradient}, ...
   * @param what happens, in words
   * @param why one reason each
   * @param costs what an evaluation, or a draw, costs by it
   * @param obstacles what stood in the way of better
   */
  public record Entry(
      VariableDeclaration latent,
      String treatment,
      String what,
      List<String> why,
      List<String> costs,
      List<Obstacle> obstacles) {
    public Entry {
      why = List.copyOf(why);
      costs = List.copyOf(costs);
      obstacles = List.copyOf(obstacles);
    }

    public String name() {
      return latent.symbol().name();
    }
  }

  public static Explanation of(Plan plan) {
    List<Entry> entries = new ArrayList<>();
    for (VariableDeclaration variable : plan.written().variables()) {
      if (variable.symbol().role() != Symbol.Role.LATENT) continue;
      entries.add(entry(plan, variable));
    }
    return new Explanation(
        entries, plan.treatments().stream().filter(Explanation::isOfLikelihood).toList());
  }

  private static boolean isOfLikelihood(Treatment treatment) {
    return treatment.kind() == Treatment.Kind.COMPRESSED
        || treatment.kind() == Treatment.Kind.PLAIN;
  }

  private static Entry entry(Plan plan, VariableDeclaration latent) {
    List<String> what = new ArrayList<>();
    List<String> why = new ArrayList<>();
    List<String> costs = new ArrayList<>();
    List<Obstacle> obstacles = new ArrayList<>();
    String word = "";
    for (Treatment treatment : plan.treatments()) {
      if (!treatment.of().contains(latent.symbol())) continue;
      if (isOfLikelihood(treatment)) continue;
      if (word.isEmpty() || treatment.kind() != Treatment.Kind.KEPT) {
        word = word(treatment.kind());
      }
      what.add(treatment.what());
      if (!treatment.why().isEmpty()) why.add(treatment.why());
      treatment.cost().ifPresent(costs::add);
      obstacles.addAll(treatment.obstacles());
    }
    Optional<Plan.PlannedLatent> explored =
        plan.latents().stream()
            .filter(l -> l.variable().symbol().equals(latent.symbol()))
            .findFirst();
    if (explored.isPresent()) {
      boolean isReal = isContinuous(plan, explored.get());
      if (isReal) what.add(0, "explored by the gradient: " + coordinates(explored.get()));
      else if (what.isEmpty()) what.add("drawn from its conditional distribution, one by one");
      if (word.isEmpty() || word.equals("kept")) word = isReal ? "gradient" : "sampled";
    }
    return new Entry(latent, word, String.join("; ", what), why, costs, obstacles);
  }

  private static boolean isContinuous(Plan plan, Plan.PlannedLatent latent) {
    return plan.blocks().stream()
        .anyMatch(
            block -> block instanceof Plan.Block.Unconstrained && block.latents().contains(latent));
  }

  /** A treatment in one word. */
  static String word(Treatment.Kind kind) {
    return switch (kind) {
      case SUMMED -> "summed";
      case CHAIN -> "chain";
      case INTEGRATED -> "integrated";
      case COLLAPSED -> "collapsed";
      case GIBBS -> "gibbs";
      case ENUMERATED -> "enumerated";
      case COMPRESSED -> "compressed";
      case PLAIN -> "plain";
      case REPARAMETERISED -> "reparameterised";
      case KEPT -> "kept";
    };
  }

  /** How many coordinates a latent has, and how they become its values. */
  static String coordinates(Plan.PlannedLatent latent) {
    Symbol symbol = latent.variable().symbol();
    List<String> sizes = new ArrayList<>();
    List<IndexSet> dimensions = symbol.type().dimensions();
    Optional<Constraint> constraint = latent.transform().constraint();
    int plate = dimensions.size() - constraint.map(Constraint::rank).orElse(0);
    for (int d = 0; d < plate; d++) sizes.add(size(dimensions.get(d)));
    if (constraint.isPresent()) {
      String event = constraint.get().coordinates(size(dimensions.get(plate)));
      sizes.add(plate > 0 && event.contains(" ") ? "(" + event + ")" : event);
    }
    String count = sizes.isEmpty() ? "1 coordinate" : String.join(" * ", sizes) + " coordinates";
    return count + ", " + latent.transform().description();
  }

  private static String size(IndexSet set) {
    return "|" + ExprText.of(set) + "|";
  }
}
