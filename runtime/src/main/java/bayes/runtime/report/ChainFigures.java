package bayes.runtime.report;

import bayes.runtime.convergence.Convergence;
import bayes.runtime.draws.ChainRecord;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the sampler did in one chain. NaN where the method has no such figure.
 *
 * @param chain its number, from 1
 * @param stepSize the adapted step size
 * @param acceptance the mean acceptance statistic
 * @param treeDepths how many transitions had depth 0, 1, ...; empty if the sampler makes no trees
 * @param gradients the leapfrog steps of all draws, NaN if there are none
 * @param eBfmi the energy's fraction of missing information
 * @param divergences the number of divergences, NaN if the method has none
 * @param logDensity the mean log density
 */
public record ChainFigures(
    int chain,
    double stepSize,
    double acceptance,
    List<Integer> treeDepths,
    double gradients,
    double eBfmi,
    double divergences,
    double logDensity,
    double warmupSeconds,
    double samplingSeconds) {
  public ChainFigures {
    treeDepths = List.copyOf(treeDepths);
  }

  /** The figures of all chains of a run. */
  public static List<ChainFigures> of(Run run) {
    List<ChainFigures> all = new ArrayList<>();
    Draws draws = run.draws();
    for (int chain = 0; chain < draws.chains(); chain++) {
      ChainRecord record = run.record().chains().get(chain);
      double[] energy = column(draws, "energy__", chain);
      double[] divergent = column(draws, "divergent__", chain);
      double[] steps = column(draws, "n_leapfrog__", chain);
      all.add(
          new ChainFigures(
              chain + 1,
              record.stepSize().orElse(Double.NaN),
              mean(column(draws, "accept_stat__", chain)),
              depths(column(draws, "treedepth__", chain)),
              steps.length == 0 ? Double.NaN : Arrays.stream(steps).sum(),
              energy.length == 0 ? Double.NaN : Convergence.eBfmi(energy),
              divergent.length == 0 ? Double.NaN : Arrays.stream(divergent).sum(),
              mean(column(draws, "lp__", chain)),
              record.warmupSeconds(),
              record.samplingSeconds()));
    }
    return all;
  }

  private static double[] column(Draws draws, String name, int chain) {
    return draws.sampler(name).map(all -> all[chain]).orElse(new double[0]);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  private static List<Integer> depths(double[] depths) {
    List<Integer> counts = new ArrayList<>();
    for (double depth : depths) {
      while (counts.size() <= depth) counts.add(0);
      counts.set((int) depth, counts.get((int) depth) + 1);
    }
    return counts;
  }

  /** {@code 2:3% 3:90% 4:7%}; a dash if there are no trees. */
  String depthText() {
    int total = treeDepths.stream().mapToInt(Integer::intValue).sum();
    if (total == 0) return NumberText.UNDEFINED;
    List<String> parts = new ArrayList<>();
    for (int depth = 0; depth < treeDepths.size(); depth++) {
      int count = treeDepths.get(depth);
      if (count > 0) parts.add(depth + ":" + Math.max(1, Math.round(100.0 * count / total)) + "%");
    }
    return String.join(" ", parts);
  }
}
