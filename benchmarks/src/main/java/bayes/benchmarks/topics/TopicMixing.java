package bayes.benchmarks.topics;

import bayes.compiler.Model;
import bayes.runtime.convergence.Convergence;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.data.JsonData;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import bayes.runtime.inference.Fit;
import bayes.runtime.inference.GibbsSettings;
import bayes.runtime.inference.Inference;
import bayes.runtime.inference.RunSettings;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Collapsed topics of {@code three_men1}: effective draws per second of what does not depend on how
 * topics are numbered, the log likelihood and whether pairs of tokens have one topic. Beside {@code
 * benchmarks/peers/stan/topics.R}, which has the same quantities of the model with its topics
 * summed out. Seconds are those of processors, with the just-in-time compiler's: a busy machine
 * does not change them. Usage, in the project's folder: {@code TopicMixing TOPICS...}
 */
public final class TopicMixing {
  private static final Path DATA = Path.of("examples/posteriordb/data/three_men1.json");
  private static final int PAIRS = 50;
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private TopicMixing() {}

  /** Prints a row for each number of topics: four chains in turn, on one thread. */
  public static void main(String[] topics) throws IOException, DataException {
    System.out.println(
        "| topics | iterations | s | min ESS | ESS of log likelihood | R-hat | ESS/s | us/sweep |");
    System.out.println("|---:|" + "---:|".repeat(7));
    for (String number : topics) measure(Integer.parseInt(number));
  }

  private static String model(int topics) {
    return """
        data V : int;
        data M : int;
        set Word = 1..V;
        set Document = 1..M;
        set Topic = 1..%d;
        set Token;
        data w   : Word[Token];
        data doc : Document[Token];
        theta[m in Document] ~ Dirichlet(Topic, 1);
        phi[k in Topic] ~ Dirichlet(Word, 1);
        for n in Token {
          z[n] ~ Categorical(theta[doc[n]]);
          observe w[n] ~ Categorical(phi[z[n]]);
        }
        generate log_likelihood =
          sum(log(sum(theta[doc[n], k] * phi[k, w[n]] for k in Topic)) for n in Token);
        set Pair = 1..%d;
        generate together[p in Pair] =
          z[97 * (p - 1) %% size(Token) + 1] == z[(1009 * (p - 1) + 500) %% size(Token) + 1] ? 1 : 0;
        """
        .formatted(topics, PAIRS);
  }

  private static void measure(int topics) throws IOException, DataException {
    Data data;
    try (InputStream in = Files.newInputStream(DATA)) {
      data = JsonData.read(DATA.toString(), in);
    }
    var target = Model.compile(model(topics)).bind(data);
    // What is compiled once should not count for a short run.
    Inference.sample(
        target, GibbsSettings.of(RunSettings.defaults(1).withWarmup(20).withDraws(20)));
    RunSettings settings = RunSettings.defaults(1).withThreads(1);
    long start = PROCESS.getProcessCpuTime();
    Fit fit = Inference.sample(target, GibbsSettings.of(settings));
    double seconds = 1e-9 * (PROCESS.getProcessCpuTime() - start);
    Draws draws = fit.draws();
    Layout layout = draws.layout();
    int likelihood = layout.column("log_likelihood").orElseThrow();
    double least = Convergence.essBulk(draws.chains(likelihood));
    double rHat = Convergence.rHat(draws.chains(likelihood));
    int[] pairs =
        IntStream.rangeClosed(1, PAIRS)
            .map(p -> layout.column("together." + p).orElseThrow())
            .toArray();
    for (int column : pairs) {
      double ess = Convergence.essBulk(draws.chains(column));
      // Some pairs are always together, or never.
      if (Double.isNaN(ess)) continue;
      least = Math.min(least, ess);
      rHat = Math.max(rHat, Convergence.rHat(draws.chains(column)));
    }
    System.out.printf(
        Locale.ROOT,
        "| %d | %d + %d | %.1f | %.0f | %.0f | %.4f | %.3g | %.0f |%n",
        topics,
        settings.warmup(),
        settings.draws(),
        seconds,
        least,
        Convergence.essBulk(draws.chains(likelihood)),
        rHat,
        least / seconds,
        1e6 * seconds / (settings.chains() * (settings.warmup() + settings.draws())));
  }
}
