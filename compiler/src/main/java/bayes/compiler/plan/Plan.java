package bayes.compiler.plan;

import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.model.Constraint;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import bayes.compiler.model.TypedModel;
import bayes.compiler.model.VariableDeclaration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How a model's posterior is explored. Every latent of the model that is explored is in exactly one
 * block.
 *
 * @param written the model as the user wrote it
 * @param model what is explored: what the passes left of it
 * @param compressed the same with likelihoods as functions of statistics of the data, where that
 *     pays: what its densities are computed by. It has the latents of {@code model}; all that is
 *     said of single observations is said of {@code model}
 * @param options what the plan was allowed to do
 * @param treatments what the passes did
 * @param marginals of a latent that was summed out, the generated array of the probabilities of its
 *     values
 * @param blocks in order of their coordinates
 * @param methods every method and whether it applies
 * @param refusals why no method can explore the posterior; none if one can. Such a model can be
 *     checked, described and simulated
 * @param whyNoPrior why the prior cannot be simulated and has no total mass of one, if so
 * @param exact the closed form of the posterior, if all latents can be integrated out
 */
public record Plan(
    TypedModel written,
    TypedModel model,
    TypedModel compressed,
    PlanOptions options,
    List<Treatment> treatments,
    Map<Symbol, Symbol> marginals,
    List<Block> blocks,
    Methods methods,
    List<Diagnostic> refusals,
    Optional<Obstacle> whyNoPrior,
    Optional<ExactPlan> exact) {
  public Plan {
    treatments = List.copyOf(treatments);
    marginals = Map.copyOf(marginals);
    blocks = List.copyOf(blocks);
    refusals = List.copyOf(refusals);
    checkPartition(model, blocks);
  }

  /** Latents that are treated alike. */
  public sealed interface Block {
    List<PlannedLatent> latents();

    /** Continuous latents, mapped to the real line one after the other. */
    record Unconstrained(List<PlannedLatent> latents) implements Block {
      public Unconstrained {
        latents = List.copyOf(latents);
      }
    }

    /** Integers, truth values and members of sets, which have no map to the real line. */
    record Discrete(List<PlannedLatent> latents) implements Block {
      public Discrete {
        latents = List.copyOf(latents);
      }
    }
  }

  /** A latent and its map to the real line. */
  public record PlannedLatent(VariableDeclaration variable, Transform transform) {}

  /** Maps between a support and the real line. */
  public enum Transform {
    IDENTITY("identity"),
    LOWER("log, from a lower bound"),
    UPPER("log, from an upper bound"),
    INTERVAL("logit, between two bounds"),
    SIMPLEX("isometric log ratios", Constraint.SIMPLEX),
    ORDERED("log differences", Constraint.ORDERED),
    POSITIVE_ORDERED("log differences, from zero", Constraint.POSITIVE_ORDERED),
    UNIT_VECTOR("direction of a vector of any length", Constraint.UNIT_VECTOR),
    SUM_TO_ZERO("isometric contrasts", Constraint.SUM_TO_ZERO),
    CHOLESKY_CORR("inverse tanh of partial correlations", Constraint.CHOLESKY_CORR),
    CHOLESKY_COV("log, on the diagonal", Constraint.CHOLESKY_COV),
    CORR("inverse tanh of partial correlations", Constraint.CORR),
    COV("log, on the diagonal of the Cholesky factor", Constraint.COV);

    private final String description;
    private final Optional<Constraint> constraint;

    Transform(String description) {
      this.description = description;
      this.constraint = Optional.empty();
    }

    Transform(String description, Constraint constraint) {
      this.description = description;
      this.constraint = Optional.of(constraint);
    }

    static Transform of(Constraint constraint) {
      for (Transform transform : values()) {
        if (transform.constraint.filter(c -> c == constraint).isPresent()) return transform;
      }
      throw new IllegalArgumentException(constraint.typeName());
    }

    public String description() {
      return description;
    }

    /** What the values fulfil together, of a map of whole vectors or matrices. */
    public Optional<Constraint> constraint() {
      return constraint;
    }
  }

  /** The methods that apply where the data leave no discrete latent. */
  public Methods continuousMethods() {
    return Methods.of(
        latents(),
        List.of(),
        whyNoPrior,
        methods.whyNot(Method.EXACT),
        Optional.of(Planner.nothingDiscrete(model)));
  }

  /** The same plan, with draws that do not keep some variables. */
  public Plan withoutRecording(Collection<Symbol> symbols) {
    return new Plan(
        written.withoutRecording(symbols),
        model.withoutRecording(symbols),
        compressed.withoutRecording(symbols),
        options,
        treatments,
        marginals,
        blocks,
        methods,
        refusals,
        whyNoPrior,
        exact);
  }

  /** Whether the model that is explored is not the one that was written. */
  public boolean isRewritten() {
    return written != model;
  }

  /** The plan by which densities are computed, which may say nothing of single observations. */
  public Plan ofDensities() {
    return new Plan(
        written,
        compressed,
        compressed,
        options,
        treatments,
        marginals,
        blocks,
        methods,
        refusals,
        whyNoPrior,
        exact);
  }

  /** The plan that recovers what it takes out in another way. */
  Plan recovering(TypedModel other) {
    return new Plan(
        written,
        other,
        other,
        options,
        treatments,
        marginals,
        blocks,
        methods,
        refusals,
        whyNoPrior,
        exact);
  }

  /** The plan that says something else of what is done. */
  public Plan withTreatments(List<Treatment> others) {
    return new Plan(
        written,
        model,
        compressed,
        options,
        others,
        marginals,
        blocks,
        methods,
        refusals,
        whyNoPrior,
        exact);
  }

  /** The plan that explores the same latents by other forms of their draws, now chosen for good. */
  public Plan exploring(TypedModel ofWritten, TypedModel ofModel, TypedModel ofCompressed) {
    return new Plan(
        ofWritten,
        ofModel,
        ofCompressed,
        options.withoutReparameterisation(),
        treatments,
        marginals,
        blocks,
        methods,
        refusals,
        whyNoPrior,
        exact);
  }

  /** The plan by other programs for the same posterior, which begin at statistics of the data. */
  public Plan carrying(TypedModel ofModel, TypedModel ofCompressed) {
    return new Plan(
        written,
        ofModel,
        ofCompressed,
        options,
        treatments,
        marginals,
        blocks,
        methods,
        refusals,
        whyNoPrior,
        exact);
  }

  /** The plan with another closed form. */
  public Plan with(ExactPlan other) {
    return new Plan(
        written,
        model,
        compressed,
        options,
        treatments,
        marginals,
        blocks,
        methods,
        refusals,
        whyNoPrior,
        Optional.of(other));
  }

  /** The plan that explores the model as it is written. */
  public Plan asWritten() {
    return isRewritten() ? Planner.asWritten(written) : this;
  }

  /**
   * All latents that are explored: the continuous ones in the order of their coordinates, then the
   * others.
   */
  public List<PlannedLatent> latents() {
    return blocks.stream().flatMap(block -> block.latents().stream()).toList();
  }

  /** Whether a latent of the model as it is written is among those that are explored. */
  public boolean isExplored(Symbol symbol) {
    return latents().stream().anyMatch(l -> l.variable().symbol().equals(symbol));
  }

  /** Whether draws are read by this plan: nothing is left out that they have. */
  public boolean isOfDraws() {
    boolean isSummed = options.sums() || latents().stream().noneMatch(Plan::isDiscrete);
    return isSummed
        && treatments.stream()
            .map(Treatment::kind)
            .noneMatch(
                kind ->
                    kind == Treatment.Kind.INTEGRATED
                        || kind == Treatment.Kind.COLLAPSED
                        || kind == Treatment.Kind.GIBBS);
  }

  private static boolean isDiscrete(PlannedLatent latent) {
    return !(latent.variable().symbol().type().element() instanceof Type.Real);
  }

  /** The latents that are summed or integrated out, in the order of the model. */
  public List<VariableDeclaration> recovered() {
    return written.variables().stream()
        .filter(v -> v.symbol().role() == Symbol.Role.LATENT && !isExplored(v.symbol()))
        .toList();
  }

  /** The same as the model that is explored has them: generated. */
  public List<VariableDeclaration> recoveredVariables() {
    return recovered().stream().map(v -> variable(v.symbol())).toList();
  }

  /** The latents that have {@link #marginals}, in the order of the model. */
  public List<VariableDeclaration> summed(boolean onlyScalars) {
    return recovered().stream()
        .filter(v -> marginals.containsKey(v.symbol()))
        .filter(v -> !onlyScalars || v.symbol().type().dimensions().isEmpty())
        .toList();
  }

  /** The arrays of {@link #marginals} of {@link #summed} latents. */
  public List<VariableDeclaration> marginalVariables(boolean onlyScalars) {
    List<VariableDeclaration> arrays = new ArrayList<>();
    for (VariableDeclaration latent : summed(onlyScalars)) {
      arrays.add(variable(Objects.requireNonNull(marginals.get(latent.symbol()))));
    }
    return arrays;
  }

  private VariableDeclaration variable(Symbol symbol) {
    return model.variables().stream()
        .filter(v -> v.symbol().equals(symbol))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(symbol + " is not in the model"));
  }

  private static void checkPartition(TypedModel model, List<Block> blocks) {
    Set<Symbol> placed = new HashSet<>();
    for (Block block : blocks) {
      for (PlannedLatent latent : block.latents()) {
        if (!placed.add(latent.variable().symbol())) {
          throw new IllegalArgumentException(latent.variable().symbol() + " is in two blocks");
        }
      }
    }
    for (VariableDeclaration variable : model.variables()) {
      boolean isLatent = variable.symbol().role() == Symbol.Role.LATENT;
      if (isLatent != placed.contains(variable.symbol())) {
        throw new IllegalArgumentException(variable.symbol() + " is in no block, or no latent");
      }
    }
  }
}
