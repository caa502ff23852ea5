package bayes.runtime.report;

import bayes.runtime.convergence.Convergence;
import bayes.runtime.draws.Divergence;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.RunRecord;
import bayes.runtime.report.Verdict.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Collects what speaks against one run. */
final class Judgement {
  /** Fewer draws than these have no split chains to compare. */
  private static final int SHORTEST = 4;

  private final RunRecord record;
  private final Draws draws;
  private final MatchedDraws matched;
  private final List<Divergence> divergences;
  private final Summary summary;
  private final List<Finding> findings = new ArrayList<>();

  Judgement(RunRecord record, Draws draws, List<Divergence> divergences, Summary summary) {
    this.divergences = divergences;
    this.record = record;
    this.matched = MatchedDraws.of(record, draws);
    this.draws = matched.draws();
    this.summary = summary;
  }

  Verdict verdict() {
    chainsThatFailed();
    if (Boolean.TRUE.equals(record.results().get(RunRecord.NOTHING_OBSERVED))) {
      findings.add(new Finding.NothingObserved());
    }
    quantitiesNotFinite();
    switch (summary.kind()) {
      case CHAINS -> chains();
      case WEIGHTED -> weights();
      case APPROXIMATE -> approximation();
      case EXACT, GENERATED -> {} // nothing has to converge
      case POINT -> mode();
    }
    findings.sort(Comparator.comparing(finding -> !finding.isSerious()));
    Outcome outcome =
        findings.isEmpty()
            ? Outcome.GOOD
            : findings.get(0).isSerious() ? Outcome.BAD : Outcome.DOUBTFUL;
    return new Verdict(outcome, headline(outcome), findings);
  }

  private String headline(Outcome outcome) {
    return headlineOf(outcome) + matching();
  }

  /** Of sets whose members were called otherwise in some draws. */
  private String matching() {
    if (matched.renamed().isEmpty()) return "";
    String sets =
        matched.renamed().keySet().stream()
            .sorted()
            .map(set -> "`" + set + "`")
            .collect(Collectors.joining(", "));
    return ". Nothing tells the members of "
        + sets
        + " apart: their names mean nothing, and these numbers are of members that were matched"
        + " across draws";
  }

  private String headlineOf(Outcome outcome) {
    return switch (summary.kind()) {
      case CHAINS ->
          switch (outcome) {
            case GOOD -> "The " + chainsWord() + (hasIslands() ? " agree" : " have converged");
            case DOUBTFUL ->
                "The " + chainsWord() + " are nearly in order: use these numbers with care";
            case BAD -> "Do not rely on these numbers: the run is not in order";
          };
      case WEIGHTED ->
          switch (outcome) {
            case GOOD -> "The importance weights are in order";
            case DOUBTFUL ->
                "The importance weights are nearly in order: use these numbers with care";
            case BAD -> "Do not rely on these numbers: the importance weights are not in order";
          };
      case APPROXIMATE ->
          switch (outcome) {
            case GOOD, DOUBTFUL ->
                "This is an approximation of the posterior ("
                    + text("approximation")
                    + "), near to it by its Pareto k: good for a look; sample for final numbers";
            case BAD ->
                "Do not rely on these numbers: this is an approximation of the posterior ("
                    + text("approximation")
                    + ") that is not near to it";
          };
      case EXACT ->
          outcome == Outcome.GOOD
              ? "The posterior is known in closed form: what has no mcse is exact, and the draws are"
                  + " independent"
              : "The draws are independent ones of a posterior in closed form, but not as they should"
                  + " be";
      case GENERATED -> "These draws are what the model generates";
      case POINT ->
          (outcome == Outcome.GOOD
                  ? "This is the mode of the posterior density"
                  : "This is not known to be the mode of the posterior density")
              + " on the scale of the model, a single point:"
              + " it tells nothing of uncertainty, and need not lie where most of the probability"
              + " is; sample for intervals";
    };
  }

  /** Populations of particles are no chains, but compared as if they were. */
  private boolean hasIslands() {
    return record.method().equals("smc");
  }

  private String chainsWord() {
    return hasIslands() ? "islands" : "chains";
  }

  private void chainsThatFailed() {
    int failed = (int) result("failed_chains", 0);
    if (failed > 0) findings.add(new Finding.FailedChains(failed, text("failure")));
    if (Boolean.TRUE.equals(record.results().get("interrupted"))) {
      findings.add(new Finding.Interrupted(draws.draws()));
    }
  }

  private void quantitiesNotFinite() {
    List<Quantity> broken =
        summary.quantities().stream().filter(q -> !Double.isFinite(q.mean())).toList();
    if (!broken.isEmpty()) {
      findings.add(new Finding.NotFinite(broken.get(0).label(), broken.size()));
    }
  }

  private void chains() {
    if (draws.draws() < SHORTEST) {
      findings.add(new ChainFinding.TooShort(draws.draws()));
      return;
    }
    if (draws.chains() == 1) findings.add(new ChainFinding.SingleChain());
    List<Integer> unmoved = stuckChains();
    findings.addAll(ChainModes.findings(draws, unmoved));
    NestedRHat nested = NestedRHat.of(record, draws);
    if (nested.isDefined()) {
      shortChains(nested);
      return;
    }
    List<Quantity> apart = moreThan(Quantity::rHat, Verdict.R_HAT_LIMIT);
    if (!apart.isEmpty()) {
      Quantity worst = apart.get(0);
      findings.add(
          new ChainFinding.ChainsDisagree(
              worst.label(), worst.rHat(), apart.size(), exception(worst.label())));
    }
    int needed = Verdict.ESS_PER_CHAIN * draws.chains();
    effectiveDraws(Quantity::essBulk, needed, false);
    effectiveDraws(Quantity::essTail, needed, true);
    trajectories();
    populations();
  }

  /** The chain without which the others agree on a quantity, if there is such a one. */
  private Optional<ChainFinding.OneChain> exception(String label) {
    OptionalInt column = draws.layout().column(label);
    if (column.isEmpty() || draws.chains() < 3) return Optional.empty();
    double[][] all = draws.chains(column.getAsInt());
    for (int chain = 0; chain < all.length; chain++) {
      double[][] others = new double[all.length - 1][];
      for (int i = 0; i < others.length; i++) others[i] = all[i < chain ? i : i + 1];
      double rHat = Convergence.rHat(others);
      if (rHat <= Verdict.R_HAT_LIMIT) {
        return Optional.of(new ChainFinding.OneChain(chain + 1, rHat));
      }
    }
    return Optional.empty();
  }

  /** Many short chains are judged by their superchains; effective draws count over all chains. */
  private void shortChains(NestedRHat nested) {
    List<Quantity> apart = moreThan(nested::of, nested.limit());
    if (!apart.isEmpty()) {
      Quantity worst = apart.get(0);
      findings.add(
          new ChainFinding.SuperchainsDisagree(
              worst.label(), nested.of(worst), nested.limit(), apart.size()));
    }
    int needed = Verdict.ESS_OF_SHORT_CHAINS;
    effectiveDraws(Quantity::essBulk, needed, false);
    effectiveDraws(Quantity::essTail, needed, true);
    trajectories();
  }

  private void populations() {
    int unmoved = (int) result("unmoved_temperatures", 0);
    if (unmoved > 0) {
      int sweeps = (int) number(record.settings(), "max_sweeps", 0);
      findings.add(new PopulationFinding.NotMovedEnough(unmoved, sweeps));
    }
    if (result("fewest_round_trips", 1) < 1) findings.add(new PopulationFinding.NoRoundTrips());
    double disagreement = result("island_disagreement", 0);
    if (disagreement > Verdict.DISAGREEMENT_LIMIT) {
      findings.add(new PopulationFinding.IslandsDisagree(disagreement));
    }
    double ancestors = draws.draws() * result("ancestor_share", 1);
    if (ancestors < Verdict.FEWEST_ANCESTORS) {
      findings.add(new PopulationFinding.FewAncestors(ancestors, draws.draws()));
    }
  }

  private void effectiveDraws(ToDoubleFunction<Quantity> ess, int needed, boolean isTail) {
    List<Quantity> few = moreThan(q -> -ess.applyAsDouble(q), -needed);
    if (few.isEmpty()) return;
    Quantity worst = few.get(0);
    findings.add(
        new ChainFinding.FewEffectiveDraws(
            worst.label(), ess.applyAsDouble(worst), needed, few.size(), isTail));
  }

  /** Quantities above the limit, the worst first; NaN, as for constants, is not above it. */
  private List<Quantity> moreThan(ToDoubleFunction<Quantity> measure, double limit) {
    return summary.quantities().stream()
        .filter(quantity -> measure.applyAsDouble(quantity) > limit)
        .sorted(Comparator.comparingDouble(measure).reversed())
        .toList();
  }

  /**
   * A chain sticks if the log density never changes: generated values may change all the same.
   * Chains begin at different points: if it is the same in all of them, there are no latents.
   */
  private List<Integer> stuckChains() {
    List<Integer> stuck = new ArrayList<>();
    double[][] logDensity = draws.sampler("lp__").orElse(new double[0][]);
    double[] all = Arrays.stream(logDensity).flatMapToDouble(Arrays::stream).toArray();
    if (logDensity.length > 1 && areEqual(all)) return stuck;
    for (int chain = 0; chain < logDensity.length; chain++) {
      if (!areEqual(logDensity[chain])) continue;
      stuck.add(chain + 1);
      findings.add(new ChainFinding.StuckChain(chain + 1));
    }
    return stuck;
  }

  private static boolean areEqual(double[] values) {
    return Arrays.stream(values).allMatch(value -> value == values[0]);
  }

  private void trajectories() {
    int total = draws.chains() * draws.draws();
    int divergent = count("divergent__", 1);
    if (divergent > 0) {
      findings.add(
          new ChainFinding.Divergences(divergent, total, DivergenceBlame.of(divergences, draws)));
    }
    int depth = (int) number(record.settings(), "max_tree_depth", Integer.MAX_VALUE);
    int cut = count("treedepth__", depth);
    if (cut > 0) findings.add(new ChainFinding.TreeDepthReached(cut, total, depth));
    double[][] energy = draws.sampler("energy__").orElse(new double[0][]);
    List<Integer> low = new ArrayList<>();
    double least = Verdict.E_BFMI_LIMIT;
    for (int chain = 0; chain < energy.length; chain++) {
      double fraction = Convergence.eBfmi(energy[chain]);
      if (!(fraction < Verdict.E_BFMI_LIMIT)) continue;
      low.add(chain + 1);
      least = Math.min(least, fraction);
    }
    if (!low.isEmpty()) findings.add(new ChainFinding.LowEnergyFraction(low, least));
  }

  private int count(String column, double from) {
    int count = 0;
    for (double[] chain : draws.sampler(column).orElse(new double[0][])) {
      for (double value : chain) if (value >= from) count++;
    }
    return count;
  }

  private void weights() {
    double k = result("pareto_k", Double.NaN);
    double limit = result("pareto_k_limit", 0.7);
    // A tail that cannot be fitted has infinite k; equal weights, of exact draws, have no tail.
    boolean isExact =
        Double.isInfinite(k)
            && draws.weights().stream().flatMap(Arrays::stream).allMatch(Judgement::areEqual);
    if (k > limit && !isExact) findings.add(new Finding.HeavyWeights(k, limit));
    else heavyProducts();
    double ess = result("ess", Double.NaN);
    int needed = 4 * Verdict.ESS_PER_CHAIN;
    if (ess < needed) findings.add(new Finding.FewEffectiveWeights(ess, needed));
    failedDraws();
  }

  private void heavyProducts() {
    List<Quantity> heavy =
        summary.quantities().stream()
            .filter(quantity -> !quantity.isReliable())
            .sorted(Comparator.comparingDouble(Quantity::paretoK).reversed())
            .toList();
    if (heavy.isEmpty()) return;
    Quantity worst = heavy.get(0);
    findings.add(
        new Finding.HeavyProducts(
            worst.label(), worst.paretoK(), worst.paretoKLimit(), heavy.size()));
  }

  private void approximation() {
    double k = result("pareto_k", Double.NaN);
    double limit = result("pareto_k_limit", 0.7);
    List<Quantity> bad = summary.quantities().stream().filter(q -> !q.isReliable()).toList();
    Optional<Quantity> worst = bad.stream().max(Comparator.comparingDouble(Quantity::paretoK));
    if (k > limit || worst.isPresent()) {
      findings.add(
          new ApproximationFinding.FarFromPosterior(
              Math.max(k, worst.map(Quantity::paretoK).orElse(k)),
              limit,
              k > limit ? "" : worst.map(Quantity::label).orElse("")));
    } else {
      double shift = result("largest_shift", 0);
      if (Math.abs(shift) > Verdict.SHIFT_LIMIT) {
        findings.add(new ApproximationFinding.Shifted(text("largest_shift_of"), shift));
      }
    }
    if (text("curvature").equals("each_coordinate")) {
      findings.add(new ApproximationFinding.IndependentCoordinates());
    }
    failedDraws();
  }

  private void failedDraws() {
    int failed = (int) result("failed_draws", 0);
    if (failed > 0) {
      findings.add(new Finding.FailedDraws(failed, draws.chains() * draws.draws()));
    }
  }

  private void mode() {
    if (Boolean.FALSE.equals(record.results().get("converged"))) {
      findings.add(new Finding.ModeNotReached(text("reason")));
    }
  }

  private double result(String name, double otherwise) {
    return number(record.results(), name, otherwise);
  }

  private String text(String name) {
    return String.valueOf(record.results().getOrDefault(name, ""));
  }

  private static double number(Map<String, Object> facts, String name, double otherwise) {
    @Nullable Object fact = facts.get(name);
    return fact instanceof Number number ? number.doubleValue() : otherwise;
  }
}
