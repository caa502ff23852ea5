package bayes.examples;

import bayes.runtime.convergence.Convergence;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.draws.RunException;
import bayes.runtime.draws.RunFolder;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.report.Quantity;
import bayes.runtime.report.Summary;
import bayes.runtime.report.TextTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;

/**
 * What the draws of {@code authorship.bayes} say of one disputed paper: the interval of the log
 * likelihood ratio from draw to draw, and the log odds with the parameters integrated out,
 *
 * <pre>  log E[p(paper | Hamilton, parameters)] - log E[p(paper | Madison, parameters)], </pre>
 *
 * expectations over the posterior given the papers of known authorship. With even prior odds this
 * is the log of the posterior odds. The mean of the log ratios is not: it ignores how unsure the
 * likelihoods are.
 *
 * @param paper the number of the paper
 * @param q5 the 5% quantile of the log ratio
 * @param median of the log ratio
 * @param q95 the 95% quantile of the log ratio
 * @param logOdds the integrated log odds; above 0 speaks for Hamilton
 * @param mcse the Monte Carlo standard error of the integrated log odds
 */
public record IntegratedLogOdds(
    String paper, double q5, double median, double q95, double logOdds, double mcse) {
  private static final String RATIO = "log_ratio";
  private static final int COLUMNS = 100;

  /** All disputed papers, in the order of the data. */
  public static List<IntegratedLogOdds> of(Draws draws) {
    RecordedVariable ratio = variable(draws, RATIO);
    List<Quantity> intervals =
        Summary.of(draws).quantities().stream().filter(q -> q.variable().equals(RATIO)).toList();
    List<IntegratedLogOdds> odds = new ArrayList<>();
    List<String> papers = ratio.axes().get(0).labels();
    for (int i = 0; i < papers.size(); i++) {
      Quantity interval = intervals.get(i);
      Likelihood hamilton = Likelihood.of(logLikelihoods(draws, papers.get(i), "Hamilton"));
      Likelihood madison = Likelihood.of(logLikelihoods(draws, papers.get(i), "Madison"));
      odds.add(
          new IntegratedLogOdds(
              papers.get(i),
              interval.q5(),
              interval.q50(),
              interval.q95(),
              hamilton.logMean() - madison.logMean(),
              mcse(hamilton, madison)));
    }
    return odds;
  }

  private static RecordedVariable variable(Draws draws, String name) {
    return draws.variables().stream()
        .filter(v -> v.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("these draws have no `" + name + "`"));
  }

  private static double[][] logLikelihoods(Draws draws, String paper, String author) {
    String label = "log_likelihood[\"%s\", \"%s\"]".formatted(paper, author);
    return draws.chains(draws.layout().column(label).orElseThrow());
  }

  /**
   * The log of a mean likelihood, and each draw's share in it: its likelihood over the mean, so
   * that the shares have mean 1.
   */
  private record Likelihood(double logMean, double[][] shares) {
    static Likelihood of(double[][] logs) {
      double largest = pooled(logs).max().orElseThrow();
      double mean = pooled(logs).map(x -> Math.exp(x - largest)).average().orElseThrow();
      double logMean = largest + Math.log(mean);
      return new Likelihood(logMean, map(logs, x -> Math.exp(x - logMean)));
    }

    private static DoubleStream pooled(double[][] chains) {
      return Arrays.stream(chains).flatMapToDouble(Arrays::stream);
    }

    private static double[][] map(double[][] chains, DoubleUnaryOperator f) {
      return Arrays.stream(chains)
          .map(c -> Arrays.stream(c).map(f).toArray())
          .toArray(double[][]::new);
    }
  }

  /**
   * By the delta method: log of mean has the derivative 1/mean, so the error is that of the mean of
   * the differences of the two shares, with the effective sample size of these differences.
   */
  private static double mcse(Likelihood hamilton, Likelihood madison) {
    double[][] differences = new double[hamilton.shares().length][];
    for (int c = 0; c < differences.length; c++) {
      double[] own = hamilton.shares()[c];
      double[] other = madison.shares()[c];
      differences[c] = new double[own.length];
      for (int i = 0; i < own.length; i++) differences[c][i] = own[i] - other[i];
    }
    return Convergence.mcseMean(differences);
  }

  /** The posterior probability that Hamilton wrote the paper, with even prior odds. */
  public double probabilityOfHamilton() {
    return 1 / (1 + Math.exp(-logOdds));
  }

  /** A table for people. */
  public static String table(List<IntegratedLogOdds> papers) {
    TextTable table =
        new TextTable(List.of("paper", "5%", "50%", "95%", "log odds", "mcse", "author", "odds"));
    for (IntegratedLogOdds paper : papers) {
      table.add(
          List.of(
              paper.paper,
              number("%.1f", paper.q5),
              number("%.1f", paper.median),
              number("%.1f", paper.q95),
              number("%.2f", paper.logOdds),
              number("%.2f", paper.mcse),
              paper.logOdds > 0 ? "Hamilton" : "Madison",
              odds(Math.abs(paper.logOdds))));
    }
    return String.join("\n", table.lines(COLUMNS).lines()) + "\n";
  }

  private static String odds(double logOdds) {
    return logOdds < Math.log(1e4)
        ? number("%.0f : 1", Math.exp(logOdds))
        : number("10^%.1f : 1", logOdds / Math.log(10));
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  /**
   * @param arguments the folder of a finished run of {@code authorship.bayes}, or that of the
   *     examples, to sample first
   */
  public static void main(String[] arguments) throws RunException {
    Path folder = Path.of(arguments[0]);
    Draws draws =
        Files.exists(folder.resolve("run.json"))
            ? RunFolder.at(folder).read().draws()
            : Example.of(folder, "federalist/authorship")
                .bind()
                .sample(NutsSettings.of(RunSettings.defaults(1)))
                .draws();
    System.out.print(table(of(draws)));
  }
}
