package bayes.runtime.sampler.gibbs;

import bayes.runtime.math.GammaFunctions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Small models of urns, and the probability of their sites' values by definition. */
final class UrnModels {
  private UrnModels() {}

  /** Topics: each token has a site, which chooses from its document and whose row has the word. */
  static Urns topics(int[][] documents, int words, int topics, double alpha, double beta) {
    var choices = new Balls.Builder();
    var emissions = new Balls.Builder();
    int site = 0;
    for (int d = 0; d < documents.length; d++) {
      for (int word : documents[d]) {
        choices.row(d).columnOf(0, site);
        emissions.row(0).rowSite(site++, 1).column(word);
      }
    }
    return new Urns(
        filled(site, topics),
        List.of(
            UrnFamily.of(
                "theta", documents.length, topics, PriorCounts.symmetric(alpha), choices.build()),
            UrnFamily.of("phi", topics, words, PriorCounts.symmetric(beta), emissions.build())));
  }

  /** Classes of documents: each document has a site, and a ball for each word. */
  static Urns classes(int[][] documents, int words, int classes, double alpha, double beta) {
    var choices = new Balls.Builder();
    var emissions = new Balls.Builder();
    for (int d = 0; d < documents.length; d++) {
      choices.row(0).columnOf(0, d);
      for (int word : documents[d]) emissions.row(0).rowSite(d, 1).column(word);
    }
    return new Urns(
        filled(documents.length, classes),
        List.of(
            UrnFamily.of("pi", 1, classes, PriorCounts.symmetric(alpha), choices.build()),
            UrnFamily.of("phi", classes, words, PriorCounts.symmetric(beta), emissions.build())));
  }

  /** A chain of states, of the first of which the row is the last one of the transitions. */
  static Urns chain(int[] words, int nWords, int states, double alpha, double beta) {
    var transitions = new Balls.Builder();
    var emissions = new Balls.Builder();
    for (int t = 0; t < words.length; t++) {
      if (t == 0) transitions.row(states).columnOf(0, t);
      else transitions.row(0).rowSite(t - 1, 1).columnOf(0, t);
      emissions.row(0).rowSite(t, 1).column(words[t]);
    }
    return new Urns(
        filled(words.length, states),
        List.of(
            UrnFamily.of(
                "A", states + 1, states, PriorCounts.symmetric(alpha), transitions.build()),
            UrnFamily.of("B", states, nWords, PriorCounts.symmetric(beta), emissions.build())));
  }

  /** A chain of states, each of which depends on the two before it. */
  static Urns secondOrder(int[] words, int nWords, int states, double[] alpha, double beta) {
    var transitions = new Balls.Builder();
    var emissions = new Balls.Builder();
    for (int t = 0; t < words.length; t++) {
      if (t >= 2) {
        transitions.row(0).rowSite(t - 2, states).rowSite(t - 1, 1).columnOf(0, t);
      }
      emissions.row(0).rowSite(t, 1).column(words[t]);
    }
    return new Urns(
        filled(words.length, states),
        List.of(
            UrnFamily.of(
                "A", states * states, states, PriorCounts.byColumn(alpha), transitions.build()),
            UrnFamily.of("B", states, nWords, PriorCounts.symmetric(beta), emissions.build())));
  }

  /**
   * Annotators of items with {@code labels[item][annotator]}, -1 if there is none: a row for each
   * annotator and true class.
   */
  static Urns annotators(int[][] labels, int classes, double alpha, double[] confusion) {
    var truth = new Balls.Builder();
    var answers = new Balls.Builder();
    int nAnnotators = labels[0].length;
    for (int i = 0; i < labels.length; i++) {
      truth.row(0).columnOf(0, i);
      for (int a = 0; a < nAnnotators; a++) {
        if (labels[i][a] >= 0) answers.row(a * classes).rowSite(i, 1).column(labels[i][a]);
      }
    }
    double[] prior = new double[nAnnotators * classes * classes];
    for (int row = 0; row < nAnnotators * classes; row++) {
      System.arraycopy(confusion, (row % classes) * classes, prior, row * classes, classes);
    }
    return new Urns(
        filled(labels.length, classes),
        List.of(
            UrnFamily.of("pi", 1, classes, PriorCounts.symmetric(alpha), truth.build()),
            UrnFamily.of(
                "psi",
                nAnnotators * classes,
                classes,
                PriorCounts.full(classes, prior),
                answers.build())));
  }

  /**
   * Authors and topics: each token has a site for which of its document's authors wrote it (its row
   * is looked up) and one for its topic.
   */
  static Urns authors(
      int[][] documents, int[][] authorsOf, int nAuthors, int words, int topics, double alpha) {
    int[] table = Arrays.stream(authorsOf).flatMapToInt(Arrays::stream).toArray();
    var interests = new Balls.Builder();
    var emissions = new Balls.Builder();
    var supports = new ArrayList<Integer>();
    int first = 0;
    for (int d = 0; d < documents.length; d++) {
      for (int word : documents[d]) {
        int author = supports.size();
        supports.add(authorsOf[d].length);
        supports.add(topics);
        interests.row(first).rowSite(author, 1).columnOf(0, author + 1);
        emissions.row(0).rowSite(author + 1, 1).column(word);
      }
      first += authorsOf[d].length;
    }
    return new Urns(
        supports.stream().mapToInt(Integer::intValue).toArray(),
        List.of(
            new UrnFamily(
                "theta", nAuthors, topics, PriorCounts.symmetric(alpha), table, interests.build()),
            UrnFamily.of("phi", topics, words, PriorCounts.symmetric(0.3), emissions.build())));
  }

  /** Families of random sizes whose balls mention random sites, several times the same ones too. */
  static Urns random(RandomGenerator random) {
    int[] supports = new int[2 + random.nextInt(4)];
    for (int s = 0; s < supports.length; s++) supports[s] = 1 + random.nextInt(3);
    var families = new ArrayList<UrnFamily>();
    int nFamilies = 1 + random.nextInt(3);
    for (int f = 0; f < nFamilies; f++) families.add(randomFamily(f, supports, random));
    return new Urns(supports, families);
  }

  private static UrnFamily randomFamily(int f, int[] supports, RandomGenerator random) {
    int numbers = 3 + random.nextInt(5);
    int columns = 3 + random.nextInt(2);
    boolean isLookedUp = random.nextInt(3) == 0;
    int rows = isLookedUp ? 1 + random.nextInt(3) : numbers;
    int[] table = new int[isLookedUp ? numbers : 0];
    for (int i = 0; i < table.length; i++) table[i] = random.nextInt(rows);
    var balls = new Balls.Builder();
    int nBalls = 1 + random.nextInt(9);
    for (int b = 0; b < nBalls; b++) {
      int room = numbers - 1;
      int base = random.nextInt(2);
      room -= base;
      balls.row(base);
      int nSites = random.nextInt(3);
      for (int j = 0; j < nSites; j++) {
        int site = random.nextInt(supports.length);
        int most = supports[site] == 1 ? 1 : room / (supports[site] - 1);
        int stride = random.nextInt(most + 1);
        if (stride == 0) continue;
        balls.rowSite(site, stride);
        room -= stride * (supports[site] - 1);
      }
      int site = random.nextInt(supports.length);
      if (random.nextBoolean()) balls.columnOf(random.nextInt(columns - 2), site);
      else
        balls.column(random.nextInt(columns), 1 + random.nextInt(random.nextInt(8) == 0 ? 60 : 2));
    }
    return new UrnFamily(
        "family " + f, rows, columns, randomPrior(rows, columns, random), table, balls.build());
  }

  private static PriorCounts randomPrior(int rows, int columns, RandomGenerator random) {
    int kind = random.nextInt(4);
    int n = kind == 0 ? 1 : kind == 1 ? columns : kind == 2 ? rows : rows * columns;
    double[] counts = new double[n];
    for (int i = 0; i < n; i++) counts[i] = 0.05 + 2 * random.nextDouble();
    if (kind == 0) return PriorCounts.symmetric(counts[0]);
    if (kind == 1) return PriorCounts.byColumn(counts);
    return kind == 2 ? PriorCounts.byRow(counts) : PriorCounts.full(columns, counts);
  }

  /** The log joint by its definition: from the counts of all rows and columns. */
  static double logJoint(Urns urns, int[] values) {
    double sum = 0;
    for (UrnFamily family : urns.families()) {
      int[][] counts = new int[family.rows()][family.columns()];
      Balls balls = family.balls();
      for (int b = 0; b < balls.count(); b++) {
        int number = balls.rowBase(b);
        for (int j = balls.firstRowSite(b); j < balls.endOfRowSites(b); j++) {
          number += balls.rowStride(j) * values[balls.rowSite(j)];
        }
        int row = family.rowTable().length == 0 ? number : family.rowTable()[number];
        int site = balls.columnSite(b);
        int column = balls.columnBase(b) + (site < 0 ? 0 : values[site]);
        counts[row][column] += balls.times(b);
      }
      for (int row = 0; row < family.rows(); row++) {
        double prior = 0;
        int total = 0;
        for (int column = 0; column < family.columns(); column++) {
          double a = family.prior().at(row, column);
          prior += a;
          total += counts[row][column];
          sum += GammaFunctions.lgamma(a + counts[row][column]) - GammaFunctions.lgamma(a);
        }
        sum += GammaFunctions.lgamma(prior) - GammaFunctions.lgamma(prior + total);
      }
    }
    return sum;
  }

  /** The probabilities of all values of all sites, the first site slowest. */
  static double[] enumerate(Urns urns) {
    int n = 1;
    for (int support : urns.supports()) n *= support;
    double[] logs = new double[n];
    for (int i = 0; i < n; i++) logs[i] = logJoint(urns, valuesOf(i, urns));
    double most = Arrays.stream(logs).max().orElseThrow();
    double[] probabilities = Arrays.stream(logs).map(log -> Math.exp(log - most)).toArray();
    double total = Arrays.stream(probabilities).sum();
    for (int i = 0; i < n; i++) probabilities[i] /= total;
    return probabilities;
  }

  /** The values of state number {@code i} of {@link #enumerate}. */
  static int[] valuesOf(int i, Urns urns) {
    int[] values = new int[urns.count()];
    int rest = i;
    for (int s = urns.count() - 1; s >= 0; s--) {
      values[s] = rest % urns.support(s);
      rest /= urns.support(s);
    }
    return values;
  }

  /** The number in {@link #enumerate} of these values. */
  static int numberOf(int[] values, Urns urns) {
    int number = 0;
    for (int s = 0; s < values.length; s++) number = number * urns.support(s) + values[s];
    return number;
  }

  static int[] filled(int n, int value) {
    int[] array = new int[n];
    Arrays.fill(array, value);
    return array;
  }
}
