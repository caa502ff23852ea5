package bayes.benchmarks.topics;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * Collapsed Gibbs sampling of topics, ours and MALLET's, in turns in one virtual machine and on one
 * thread: the same words, the same symmetric alpha and beta, the same number of sweeps.
 *
 * <p>Arguments: corpora; then, as {@code --name=value}, topics ({@code 20,100}), sweeps ({@code
 * 400}), seeds ({@code 3}), alpha ({@code 0.1}) and beta ({@code 0.01}).
 */
public final class TopicRace {
  private static final int SWEEPS_PER_TURN = 25;
  private static final int WARM_TURNS = 4;

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private TopicRace() {}

  /** Prints a line for each corpus and number of topics. */
  public static void main(String[] arguments) throws IOException {
    int[] topics = {20, 100};
    int sweeps = 400;
    int seeds = 3;
    double alpha = 0.1;
    double beta = 0.01;
    for (String argument : arguments) {
      if (!argument.startsWith("--")) continue;
      String value = argument.substring(argument.indexOf('=') + 1);
      switch (argument.substring(2, argument.indexOf('='))) {
        case "topics" ->
            topics = Arrays.stream(value.split(",")).mapToInt(Integer::parseInt).toArray();
        case "sweeps" -> sweeps = Integer.parseInt(value);
        case "seeds" -> seeds = Integer.parseInt(value);
        case "alpha" -> alpha = Double.parseDouble(value);
        case "beta" -> beta = Double.parseDouble(value);
        default -> throw new IllegalArgumentException(argument);
      }
    }
    System.out.println(
        "| corpus | tokens | topics | ours, 10^6/s | MALLET | ratio | held out | MALLET |");
    System.out.println("|---|---:|---:|---:|---:|---:|---:|---:|");
    for (String argument : arguments) {
      if (argument.startsWith("--")) continue;
      Corpus corpus = Corpus.read(Path.of(argument));
      for (int k : topics) race(corpus, k, alpha, beta, sweeps, seeds);
    }
  }

  private static void race(
      Corpus corpus, int topics, double alpha, double beta, int sweeps, int seeds) {
    int turns = sweeps / SWEEPS_PER_TURN;
    double[] ours = new double[seeds * (turns - WARM_TURNS)];
    double[] theirs = new double[ours.length];
    double ourScore = 0;
    double theirScore = 0;
    int n = 0;
    for (int seed = 1; seed <= seeds; seed++) {
      var urns = new UrnTopics(corpus, topics, alpha, beta, seed);
      var mallet = new MalletTopics(corpus, topics, alpha, beta, seed);
      for (int turn = 0; turn < turns; turn++) {
        double ourRate = rate(urns, corpus.tokens());
        double theirRate = rate(mallet, corpus.tokens());
        if (turn < WARM_TURNS) continue;
        ours[n] = ourRate;
        theirs[n++] = theirRate;
      }
      ourScore += HeldOut.logScore(corpus.heldOut(), urns.phi(), alpha) / seeds;
      theirScore += HeldOut.logScore(corpus.heldOut(), mallet.phi(), alpha) / seeds;
    }
    double[] ratios = new double[n];
    for (int i = 0; i < n; i++) ratios[i] = ours[i] / theirs[i];
    System.out.printf(
        Locale.ROOT,
        "| %s | %d | %d | %.1f | %.1f | %.2f | %.4f | %.4f |%n",
        corpus.name(),
        corpus.tokens(),
        topics,
        median(ours),
        median(theirs),
        median(ratios),
        ourScore,
        theirScore);
  }

  /** Million tokens per second of the thread's time, which other processes do not change. */
  private static double rate(TopicSampler sampler, int tokens) {
    long start = THREADS.getCurrentThreadCpuTime();
    sampler.run(SWEEPS_PER_TURN);
    return 1e3 * SWEEPS_PER_TURN * tokens / (THREADS.getCurrentThreadCpuTime() - start);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}
