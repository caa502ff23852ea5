package bayes.compiler.discrete;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.compiler.plan.PlanOptions;
import bayes.compiler.source.Imports;
import bayes.compiler.source.SourceText;
import bayes.runtime.data.Data;
import bayes.runtime.density.DiscreteSites;
import bayes.runtime.density.LogDensity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a plan sums out, by brute force: the density of the model as it is written, for all states
 * of its discrete latents with the continuous coordinates held. For models of a few thousand
 * states.
 */
public final class BruteForce {
  private final DiscreteSites sites;
  private final LogDensity density;
  private final int continuous;
  private final int dimension;

  private BruteForce(BoundModel written) {
    this.sites = written.discreteSites();
    this.density = written.newLogDensity();
    this.dimension = written.dimension();
    this.continuous = sites.continuous(dimension);
  }

  /** The model of a text, explored as it is written. */
  public static BruteForce of(String text, Data data) {
    SourceText source = SourceText.of("model.bayes", text);
    return new BruteForce(Model.compile(source, Imports.NONE, PlanOptions.asWritten()).bind(data));
  }

  /** The number of continuous coordinates. */
  public int continuous() {
    return continuous;
  }

  /** The log density of the continuous coordinates, the discrete latents summed out. */
  public double logDensity(double[] position) {
    return logSum(weights(position).values());
  }

  /** The exact probabilities of all states given the continuous coordinates. */
  public Map<List<Integer>, Double> conditional(double[] position) {
    Map<List<Integer>, Double> weights = weights(position);
    double total = logSum(weights.values());
    weights.replaceAll((state, weight) -> Math.exp(weight - total));
    return weights;
  }

  /** The probability that a discrete coordinate has a value, given the continuous ones. */
  public double marginal(double[] position, int site, int value) {
    return conditional(position).entrySet().stream()
        .filter(state -> state.getKey().get(site) == value)
        .mapToDouble(Map.Entry::getValue)
        .sum();
  }

  private Map<List<Integer>, Double> weights(double[] position) {
    double[] all = Arrays.copyOf(position, dimension);
    Map<List<Integer>, Double> weights = new LinkedHashMap<>();
    visit(all, new ArrayList<>(), weights);
    return weights;
  }

  private void visit(double[] position, List<Integer> state, Map<List<Integer>, Double> weights) {
    int site = state.size();
    if (continuous + site == dimension) {
      weights.put(List.copyOf(state), density.logDensity(position));
      return;
    }
    for (int k = 0; k < sites.size(site); k++) {
      int value = sites.lower(site) + k;
      position[continuous + site] = value;
      state.add(value);
      visit(position, state, weights);
      state.remove(site);
    }
  }

  private static double logSum(Iterable<Double> logs) {
    double largest = Double.NEGATIVE_INFINITY;
    for (double log : logs) largest = Math.max(largest, log);
    if (largest == Double.NEGATIVE_INFINITY) return largest;
    double sum = 0;
    for (double log : logs) sum += Math.exp(log - largest);
    return largest + Math.log(sum);
  }
}
