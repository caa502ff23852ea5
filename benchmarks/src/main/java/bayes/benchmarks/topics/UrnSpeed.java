package bayes.benchmarks.topics;

import bayes.runtime.random.Streams;
import bayes.runtime.sampler.gibbs.Balls;
import bayes.runtime.sampler.gibbs.PriorCounts;
import bayes.runtime.sampler.gibbs.UrnFamily;
import bayes.runtime.sampler.gibbs.UrnGibbs;
import bayes.runtime.sampler.gibbs.Urns;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Million words per second that collapsed Gibbs sampling draws with 20 latent classes of documents
 * (naive Bayes) and with a hidden Markov model of 20 tags. Arguments: corpora.
 */
public final class UrnSpeed {
  private static final int VALUES = 20;
  private static final int SWEEPS = 20;
  private static final int TURNS = 10;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private UrnSpeed() {}

  /** Prints a line for each corpus. */
  public static void main(String[] files) throws IOException {
    System.out.println("| corpus | words | classes, 10^6/s | tags, 10^6/s |");
    System.out.println("|---|---:|---:|---:|");
    for (String file : files) {
      Corpus corpus = Corpus.read(Path.of(file));
      System.out.printf(
          Locale.ROOT,
          "| %s | %d | %.1f | %.1f |%n",
          corpus.name(),
          corpus.tokens(),
          rate(classes(corpus), corpus.tokens()),
          rate(tags(corpus), corpus.tokens()));
    }
  }

  private static Urns classes(Corpus corpus) {
    var choices = new Balls.Builder();
    var words = new Balls.Builder();
    for (int d = 0; d < corpus.documents().length; d++) {
      choices.row(0).columnOf(0, d);
      for (int word : corpus.documents()[d]) words.row(0).rowSite(d, 1).column(word);
    }
    return urns(corpus, corpus.documents().length, 1, choices.build(), words.build());
  }

  private static Urns tags(Corpus corpus) {
    var transitions = new Balls.Builder();
    var words = new Balls.Builder();
    int site = 0;
    for (int[] document : corpus.documents()) {
      for (int t = 0; t < document.length; t++) {
        if (t == 0) transitions.row(VALUES).columnOf(0, site);
        else transitions.row(0).rowSite(site - 1, 1).columnOf(0, site);
        words.row(0).rowSite(site++, 1).column(document[t]);
      }
    }
    return urns(corpus, site, VALUES + 1, transitions.build(), words.build());
  }

  private static Urns urns(Corpus corpus, int sites, int rows, Balls choices, Balls words) {
    int[] supports = new int[sites];
    Arrays.fill(supports, VALUES);
    int vocabulary = corpus.vocabulary().size();
    return new Urns(
        supports,
        List.of(
            UrnFamily.of("choices", rows, VALUES, PriorCounts.symmetric(0.1), choices),
            UrnFamily.of("words", VALUES, vocabulary, PriorCounts.symmetric(0.01), words)));
  }

  /** The median of the turns after the first three, by the thread's own time. */
  private static double rate(Urns urns, int words) {
    RandomGenerator random = Streams.of(1).chain(0);
    var gibbs = new UrnGibbs(urns);
    gibbs.scatter(random);
    double[] rates = new double[TURNS];
    for (int turn = 0; turn < TURNS; turn++) {
      long start = THREADS.getCurrentThreadCpuTime();
      for (int sweep = 0; sweep < SWEEPS; sweep++) gibbs.sweep(random);
      rates[turn] = 1e3 * SWEEPS * words / (THREADS.getCurrentThreadCpuTime() - start);
    }
    double[] warm = Arrays.copyOfRange(rates, 3, TURNS);
    Arrays.sort(warm);
    return warm[warm.length / 2];
  }
}
