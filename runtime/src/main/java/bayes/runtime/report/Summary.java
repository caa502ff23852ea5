package bayes.runtime.report;

import bayes.runtime.convergence.ParetoSmoothing;
import bayes.runtime.convergence.WeightedTails;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.draws.RecordedVariable.Kind;
import bayes.runtime.draws.Run;
import bayes.runtime.draws.RunRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What draws say of every recorded quantity.
 *
 * @param kind what the draws are, and so what the numbers mean
 * @param chains the number of chains
 * @param draws the number of draws of each chain
 * @param quantities all scalar elements that are numbers, in the order of the model
 * @param members all scalar elements that are members of a set
 */
public record Summary(
    DrawsKind kind, int chains, int draws, List<Quantity> quantities, List<MemberShares> members) {
  /** What draws are. */
  public enum DrawsKind {
    /** Markov chains, whose draws count equally. */
    CHAINS,
    /** Independent draws with weights. */
    WEIGHTED,
    /** Independent draws from an approximation of the posterior. */
    APPROXIMATE,
    /** Independent draws of the posterior, of which figures may be known exactly. */
    EXACT,
    /** A single point. */
    POINT,
    /**
     * What is drawn anew in each draw: by a simulation or a prediction, with nothing to converge.
     */
    GENERATED
  }

  public Summary {
    quantities = List.copyOf(quantities);
    members = List.copyOf(members);
  }

  /**
   * Summarises all quantities of a run; those of a mode with their standard errors, those of an
   * approximation with their Pareto k, discrete ones with the probabilities that are known beside
   * the draws.
   */
  public static Summary of(Run run) {
    if (run.record().isExact()) {
      return exact(withProbabilities(of(run.draws(), DrawsKind.EXACT), run), run.record());
    }
    Summary summary = withProbabilities(of(MatchedDraws.of(run).draws()), run);
    if (summary.kind() == DrawsKind.APPROXIMATE) return approximation(summary, run);
    if (summary.kind() != DrawsKind.POINT) return summary;
    List<Quantity> quantities = new ArrayList<>();
    for (Quantity quantity : summary.quantities()) {
      OptionalDouble error = run.record().standardError(quantity.label());
      quantities.add(error.isPresent() ? quantity.withSd(error.getAsDouble()) : quantity);
    }
    return new Summary(
        DrawsKind.POINT, summary.chains(), summary.draws(), quantities, summary.members());
  }

  private static Summary exact(Summary summary, RunRecord record) {
    return new Summary(
        summary.kind(),
        summary.chains(),
        summary.draws(),
        summary.quantities().stream().map(q -> q.exactBy(record)).toList(),
        summary.members());
  }

  private static Summary withProbabilities(Summary summary, Run run) {
    RunRecord record = run.record();
    List<Quantity> quantities = new ArrayList<>();
    for (Quantity quantity : summary.quantities()) {
      OptionalDouble isTrue = record.probability(quantity.label(), "true");
      quantities.add(
          isTrue.isPresent()
              ? quantity.withProbability(
                  isTrue.getAsDouble(), record.probabilityError(quantity.label(), "true"))
              : quantity);
    }
    return new Summary(
        summary.kind(),
        summary.chains(),
        summary.draws(),
        quantities,
        summary.members().stream()
            .map(m -> isMatched(m, run) ? m : withProbabilities(m, record))
            .toList());
  }

  /** Probabilities beside the draws are of members as the draws call them. */
  private static boolean isMatched(MemberShares shares, Run run) {
    return run.draws().variables().stream()
        .anyMatch(v -> v.name().equals(shares.variable()) && MatchedDraws.isOf(run.record(), v));
  }

  private static MemberShares withProbabilities(MemberShares shares, RunRecord record) {
    List<MemberShares.Share> known = new ArrayList<>();
    for (MemberShares.Share share : shares.shares()) {
      OptionalDouble probability = record.probability(shares.label(), share.member());
      if (probability.isEmpty()) return shares;
      double error = record.probabilityError(shares.label(), share.member());
      known.add(new MemberShares.Share(share.member(), probability.getAsDouble(), error));
    }
    known.sort(Comparator.comparingDouble(MemberShares.Share::probability).reversed());
    return new MemberShares(shares.label(), shares.variable(), known);
  }

  private static Summary approximation(Summary summary, Run run) {
    double limit =
        run.record().results().get("pareto_k_limit") instanceof Double given ? given : Double.NaN;
    return new Summary(
        summary.kind(),
        summary.chains(),
        summary.draws(),
        summary.quantities().stream()
            .map(q -> q.withParetoK(run.record().paretoK(q.label()), limit))
            .toList(),
        summary.members());
  }

  /** Summarises all quantities, several at a time. */
  public static Summary of(Draws draws) {
    return of(
        draws,
        draws.weights().isPresent()
            ? DrawsKind.WEIGHTED
            : draws.samplerNames().contains("lp_approx__")
                ? DrawsKind.APPROXIMATE
                : draws.chains() * draws.draws() == 1 ? DrawsKind.POINT : DrawsKind.CHAINS);
  }

  /** The same of other variables than these. */
  public Summary without(Set<String> variables) {
    return new Summary(
        kind,
        chains,
        draws,
        quantities.stream().filter(q -> !variables.contains(q.variable())).toList(),
        members.stream().filter(m -> !variables.contains(m.variable())).toList());
  }

  /** Summarises what a simulation or a prediction drew. */
  public static Summary ofGenerated(Draws draws) {
    return of(draws, DrawsKind.GENERATED);
  }

  private static Summary of(Draws draws, DrawsKind kind) {
    double[] weights = weights(draws);
    Optional<WeightedTails> tails =
        kind == DrawsKind.WEIGHTED
            ? draws.sampler("log_weight__").map(Summary::pooled).map(WeightedTails::new)
            : Optional.empty();
    List<Quantity> quantities = new ArrayList<>();
    List<MemberShares> members = new ArrayList<>();
    for (int i = 0; i < draws.variables().size(); i++) {
      RecordedVariable variable = draws.variables().get(i);
      int offset = draws.layout().offset(i);
      IntStream columns = IntStream.range(offset, offset + variable.size()).parallel();
      if (variable.kind() == Kind.MEMBER) {
        columns
            .mapToObj(c -> shares(draws, kind, variable, c, weights))
            .forEachOrdered(members::add);
      } else {
        columns
            .mapToObj(c -> quantity(draws, kind, variable, c, weights, tails))
            .forEachOrdered(quantities::add);
      }
    }
    return new Summary(kind, draws.chains(), draws.draws(), quantities, members);
  }

  private static Quantity quantity(
      Draws draws,
      DrawsKind kind,
      RecordedVariable variable,
      int column,
      double[] weights,
      Optional<WeightedTails> tails) {
    String label = draws.layout().labels().get(column);
    double[][] values = draws.chains(column);
    return switch (kind) {
      case CHAINS, EXACT -> Quantity.ofChains(label, variable.name(), values);
      case WEIGHTED -> {
        Quantity weighted = Quantity.ofWeighted(label, variable.name(), pooled(values), weights);
        double limit = ParetoSmoothing.threshold(weights.length);
        yield tails.map(t -> weighted.withParetoK(t.k(pooled(values)), limit)).orElse(weighted);
      }
      case APPROXIMATE ->
          Quantity.ofIndependent(label, variable.name(), pooled(values), distinct(draws));
      case GENERATED -> Quantity.ofGenerated(label, variable.name(), values);
      case POINT -> Quantity.ofPoint(label, variable.name(), values[0][0]);
    };
  }

  /** How many different draws there are: resampling repeats some. */
  private static double distinct(Draws draws) {
    double[][] density = draws.sampler("lp_approx__").orElseThrow();
    long distinct = Arrays.stream(pooled(density)).distinct().count();
    return Math.max(2, distinct);
  }

  private static MemberShares shares(
      Draws draws, DrawsKind kind, RecordedVariable variable, int column, double[] weights) {
    double[][] values = draws.chains(column);
    double[] pooled = pooled(values);
    MemberShares.Error error =
        switch (kind) {
          case CHAINS, EXACT, GENERATED -> MemberShares.Error.ofChains(values);
          case WEIGHTED, APPROXIMATE -> MemberShares.Error.ofWeighted(pooled, weights);
          case POINT -> MemberShares.Error.unknown();
        };
    return MemberShares.of(
        draws.layout().labels().get(column),
        variable.name(),
        variable.members(),
        pooled,
        weights,
        error);
  }

  private static double[] weights(Draws draws) {
    return draws
        .weights()
        .map(Summary::pooled)
        .orElseGet(
            () -> {
              double[] equal = new double[draws.chains() * draws.draws()];
              Arrays.fill(equal, 1.0 / equal.length);
              return equal;
            });
  }

  private static double[] pooled(double[][] draws) {
    return Arrays.stream(draws).flatMapToDouble(Arrays::stream).toArray();
  }
}
