package bayes.runtime.report;

import bayes.runtime.convergence.ChainClusters;
import bayes.runtime.convergence.Convergence;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.draws.RecordedVariable.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Tells chains that stick or explore another mode from chains that merely mix slowly: by the
 * clusters that they form, and the levels of their log densities.
 */
final class ChainModes {
  /** Shorter chains differ for want of draws. */
  private static final int SHORTEST = 50;

  /** A chain that moves less than this share of what the others do is stuck. */
  private static final double STUCK = 0.1;

  /** Log densities closer than this weigh about the same: a factor of e^3 = 20. */
  private static final double CLOSE = 3;

  private static final double ERRORS = 4;

  /** Sorted means of switched labels agree within this many standard deviations. */
  private static final double AGREE = 0.6;

  private final Draws draws;
  private final List<Integer> columns = new ArrayList<>();
  private final ChainClusters clusters;
  private final double[] level;
  private final double[] error;

  private ChainModes(Draws draws) {
    this.draws = draws;
    List<double[][]> quantities = new ArrayList<>();
    for (int i = 0; i < draws.variables().size(); i++) {
      if (draws.variables().get(i).kind() == Kind.MEMBER) continue;
      int offset = draws.layout().offset(i);
      for (int c = offset; c < offset + draws.variables().get(i).size(); c++) {
        columns.add(c);
        quantities.add(draws.chains(c));
      }
    }
    clusters = ChainClusters.of(quantities);
    double[][] logDensity = draws.sampler("lp__").orElse(new double[draws.chains()][draws.draws()]);
    level = Arrays.stream(logDensity).mapToDouble(ChainModes::mean).toArray();
    error =
        Arrays.stream(logDensity)
            .mapToDouble(chain -> Convergence.mcseMean(new double[][] {chain}))
            .toArray();
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(Double.NaN);
  }

  /**
   * One finding for each region that is not that of most chains.
   *
   * @param unmoved the chains, from 1, that never moved, of which enough is said
   */
  static List<Finding> findings(Draws draws, List<Integer> unmoved) {
    if (draws.chains() < 2 || draws.draws() < SHORTEST) return List.of();
    return new ChainModes(draws).findings(unmoved);
  }

  private List<Finding> findings(List<Integer> unmoved) {
    int count = clusters.clusters().size();
    List<Finding> findings = new ArrayList<>();
    // Where each of several chains is somewhere else, none is the exception.
    boolean isScattered = count == draws.chains() && count > 2;
    if (count < 2 || isScattered) return isScattered ? switched(main()) : findings;
    int main = main();
    for (int cluster = 0; cluster < count; cluster++) {
      boolean isKnown = unmoved.containsAll(region(cluster, main).chains());
      if (cluster != main && !isKnown) findings.add(finding(cluster, main));
    }
    return findings;
  }

  /** The cluster of most chains; of several such, the one with the highest log density. */
  private int main() {
    int main = 0;
    for (int cluster = 1; cluster < clusters.clusters().size(); cluster++) {
      int size = clusters.clusters().get(cluster).size();
      int most = clusters.clusters().get(main).size();
      if (size > most || (size == most && level(cluster) > level(main))) main = cluster;
    }
    return main;
  }

  private double level(int cluster) {
    return clusters.clusters().get(cluster).stream()
        .mapToDouble(c -> level[c])
        .average()
        .orElse(Double.NaN);
  }

  private double error(int cluster) {
    List<Integer> members = clusters.clusters().get(cluster);
    double squares =
        members.stream().mapToDouble(c -> error[c]).filter(e -> e > 0).map(e -> e * e).sum();
    return Math.sqrt(squares) / members.size();
  }

  private ModeFinding.Region region(int cluster, int main) {
    int farthest = clusters.farthest(cluster, main);
    return new ModeFinding.Region(
        clusters.clusters().get(cluster).stream().map(c -> c + 1).toList(),
        draws.chains(),
        draws.layout().labels().get(columns.get(farthest)),
        clusters.mean(farthest, cluster),
        clusters.mean(farthest, main),
        level(main) - level(cluster),
        Math.hypot(error(main), error(cluster)));
  }

  private Finding finding(int cluster, int main) {
    ModeFinding.Region region = region(cluster, main);
    boolean isLevel =
        Math.abs(region.levelBelow()) <= Math.max(CLOSE, ERRORS * region.levelError());
    if (clusters.relativeSpread(cluster, main) < STUCK && !isLevel) {
      return new ModeFinding.Stuck(region);
    }
    if (!isLevel) return new ModeFinding.MinorMode(region);
    return switched(cluster, main)
        .<Finding>map(variable -> new ModeFinding.LabelSwitching(region, variable))
        .orElse(new ModeFinding.EqualModes(region));
  }

  /** Of chains that are all somewhere else: whether that is a matter of labels. */
  private List<Finding> switched(int main) {
    for (int cluster = 0; cluster < clusters.clusters().size(); cluster++) {
      if (cluster == main) continue;
      Optional<String> variable = switched(cluster, main);
      if (variable.isPresent()) {
        return List.of(new ModeFinding.LabelSwitching(region(cluster, main), variable.get()));
      }
    }
    return List.of();
  }

  /** A vector whose means in two clusters are the same numbers in another order. */
  private Optional<String> switched(int a, int b) {
    Layout layout = draws.layout();
    for (int i = 0; i < layout.variables().size(); i++) {
      RecordedVariable variable = layout.variables().get(i);
      boolean isVector = variable.axes().size() == 1 && variable.size() > 1;
      if (!isVector || variable.kind() != Kind.REAL) continue;
      int first = columns.indexOf(layout.offset(i));
      if (isPermuted(first, variable.size(), a, b)) return Optional.of(variable.name());
    }
    return Optional.empty();
  }

  private boolean isPermuted(int first, int size, int a, int b) {
    double[] here = new double[size];
    double[] there = new double[size];
    double spread = 0;
    double moved = 0;
    for (int k = 0; k < size; k++) {
      here[k] = clusters.mean(first + k, a);
      there[k] = clusters.mean(first + k, b);
      spread = Math.max(spread, Math.max(clusters.sd(first + k, a), clusters.sd(first + k, b)));
      moved = Math.max(moved, clusters.distance(first + k, a, b));
    }
    if (moved < 1) return false;
    Arrays.sort(here);
    Arrays.sort(there);
    for (int k = 0; k < size; k++) {
      if (!(Math.abs(here[k] - there[k]) <= AGREE * spread)) return false;
    }
    return true;
  }
}
