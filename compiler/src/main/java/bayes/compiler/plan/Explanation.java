package bayes.compiler.plan;

import bayes.compiler.model.Constraint;
import bayes.compiler.model.ExprText;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.StandardLibrary;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.VariableDeclaration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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

  /**
   * The explanation of a plan.
   *
   * @param library the one that the plan was made with
   */
  public static Explanation of(Plan plan, StandardLibrary library) {
    Explored explored = new Explored(plan, library);
    List<Entry> entries = new ArrayList<>();
    for (VariableDeclaration variable : plan.written().variables()) {
      if (variable.symbol().role() != Symbol.Role.LATENT) continue;
      entries.add(entry(plan, explored, variable));
    }
    return new Explanation(
        entries, plan.treatments().stream().filter(Explanation::isOfLikelihood).toList());
  }

  private static boolean isOfLikelihood(Treatment treatment) {
    return treatment.kind() == Treatment.Kind.COMPRESSED
        || treatment.kind() == Treatment.Kind.PLAIN;
  }

  private static Entry entry(Plan plan, Explored explored, VariableDeclaration latent) {
    List<Treatment> treatments = new ArrayList<>();
    for (Treatment treatment : plan.treatments()) {
      boolean isOf = treatment.of().contains(latent.symbol());
      if (isOf && !isOfLikelihood(treatment)) treatments.add(treatment);
    }
    explored.of(latent, treatments).ifPresent(treatments::add);
    String word = "";
    Set<String> what = new LinkedHashSet<>();
    Set<String> why = new LinkedHashSet<>();
    List<String> costs = new ArrayList<>();
    Set<Obstacle> obstacles = new LinkedHashSet<>();
    for (Treatment treatment : treatments) {
      if (word.isEmpty() || treatment.kind() != Treatment.Kind.KEPT) word = word(treatment.kind());
      what.add(treatment.what());
      if (!treatment.why().isEmpty()) why.add(treatment.why());
      treatment.cost().ifPresent(costs::add);
      obstacles.addAll(treatment.obstacles());
    }
    Optional<Plan.PlannedLatent> left = explored.planned(latent.symbol());
    if (left.isPresent()) {
      boolean isReal = Explored.isContinuous(latent);
      List<String> all = new ArrayList<>();
      all.add(
          isReal
              ? "explored by the gradient: " + coordinates(left.get())
              : "drawn from its conditional distribution, one by one");
      all.addAll(what);
      boolean isByRows = treatments.stream().anyMatch(t -> t.kind() == Treatment.Kind.GIBBS);
      boolean isEnumerated =
          treatments.stream().anyMatch(t -> t.kind() == Treatment.Kind.ENUMERATED);
      if (!isByRows && !isEnumerated) what = new LinkedHashSet<>(all);
      if (word.isEmpty() || word.equals("kept")) word = isReal ? "gradient" : "sampled";
    }
    return new Entry(
        latent, word, String.join("; ", what), List.copyOf(why), costs, List.copyOf(obstacles));
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
