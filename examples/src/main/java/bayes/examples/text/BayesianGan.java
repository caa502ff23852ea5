package bayes.examples.text;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.examples.Example;
import bayes.runtime.data.Data;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.MapOutcome;
import bayes.runtime.inference.MapSettings;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.inference.StartPoints;
import bayes.runtime.report.IntervalPlot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A Bayesian GAN on histograms of n-grams (Saatchi and Wilson, "Bayesian GAN", 2017): draws of the
 * discriminator given what the generators make, and draws of the generators given these judges, in
 * turns. What is made by all draws of a generator is a mixture, and covers a mixture.
 *
 * <p>The two conditional distributions need not be those of one joint distribution, so that this is
 * no sampler of a posterior, and its draws have no convergence to be judged.
 */
public final class BayesianGan {
  /** The texts are of five kinds, each with an n-gram of its own that makes up six tenths. */
  public static final int KINDS = 5;

  private static final double OWN = 0.6;
  private static final int NGRAMS_OF_A_TEXT = 50;
  private static final int TEXTS = 100;

  private static final int GENERATORS = 10;
  private static final int SAMPLES = 20;
  private static final int JUDGES = 4;
  private static final int KNOWN = 20;

  /** So many of the generators are drawn anew in a round. */
  private static final int MOVING = 2;

  private static final int WARMUP = 20;
  private static final int MOVES = 5;

  /** Within so much of a kind's proportions, in total variation, a generator makes that kind. */
  private static final double NEAR = 0.2;

  private static final int ROUNDS = 40;
  private static final int PICTURED = 1000;

  private final Model generator;
  private final Model discriminator;

  /** The two models of the example. */
  public BayesianGan(Path examples) {
    generator = model(examples, "generator");
    discriminator = model(examples, "discriminator");
  }

  private static Model model(Path examples, String name) {
    return Model.compile(Example.of(examples, "text/bayesian_gan/" + name).source());
  }

  /**
   * The generators of a round.
   *
   * @param proportions what each makes on average
   */
  public record Round(List<List<Double>> proportions) {
    public Round {
      proportions = proportions.stream().map(List::copyOf).toList();
    }

    /** The kinds of texts that some generator makes, from 0. */
    public List<Integer> kinds() {
      List<Integer> kinds = new ArrayList<>();
      for (int kind = 0; kind < KINDS; kind++) {
        int k = kind;
        if (proportions.stream().anyMatch(p -> distance(p, k) < NEAR)) kinds.add(kind);
      }
      return kinds;
    }

    private static double distance(List<Double> proportions, int kind) {
      double sum = 0;
      for (int n = 0; n < KINDS; n++) sum += Math.abs(proportions.get(n) - proportion(kind, n));
      return sum / 2;
    }
  }

  private static double proportion(int kind, int ngram) {
    return kind == ngram ? OWN : (1 - OWN) / (KINDS - 1);
  }

  /** The kinds that the rounds make, all together. */
  public static List<Integer> kinds(List<Round> rounds) {
    return rounds.stream().flatMap(round -> round.kinds().stream()).distinct().sorted().toList();
  }

  /**
   * @param arguments the folder of the examples
   */
  public static void main(String[] arguments) throws IOException {
    Path examples = Path.of(arguments[0]);
    BayesianGan gan = new BayesianGan(examples);
    Files.writeString(
        examples.resolve("text/bayesian_gan/bayesian_gan.svg"), picture(gan.sample(1, ROUNDS)));
    for (long seed = 1; seed <= 10; seed++) {
      System.out.printf(
          "seed %2d: ten draws of the generator make the kinds %s, a single point %s%n",
          seed,
          names(gan.sample(seed, ROUNDS).kinds()),
          names(gan.ascend(seed, ROUNDS / 2).kinds()));
    }
  }

  /** How much of the texts of each draw is the n-gram that they use most. */
  private static String picture(Round round) {
    RandomGenerator random = new SplittableRandom(1);
    List<IntervalPlot.Interval> rows = new ArrayList<>();
    for (int kind = 0; kind < KINDS; kind++) {
      for (List<Double> proportions : round.proportions()) {
        if (proportions.get(kind) < Collections.max(proportions)) continue;
        double[] share = new double[PICTURED];
        for (int i = 0; i < PICTURED; i++) {
          double[] logits = normals(random, KINDS, 0.3);
          for (int n = 0; n < KINDS; n++) logits[n] += Math.log(proportions.get(n));
          share[i] = softmax(logits)[kind];
        }
        Arrays.sort(share);
        rows.add(
            new IntervalPlot.Interval(
                "a draw that makes kind " + (kind + 1),
                share[PICTURED / 20],
                share[PICTURED / 2],
                share[PICTURED * 19 / 20]));
      }
    }
    return IntervalPlot.svg("Share of the kind's own n-gram", rows, OptionalDouble.of(OWN));
  }

  private static List<Integer> names(List<Integer> kinds) {
    return kinds.stream().map(kind -> kind + 1).toList();
  }

  /** Ten draws of the generator after so many rounds of sampling in turns. */
  public Round sample(long seed, int rounds) {
    RandomGenerator random = new SplittableRandom(seed);
    double[][] real = texts(random);
    double[][] places = new double[GENERATORS][];
    for (int g = 0; g < GENERATORS; g++) places[g] = normals(random, KINDS, 1.5);
    double[][] judges = {};
    for (int round = 0; round < rounds; round++) {
      BoundModel doubts = discriminator.bind(texts(real, made(places, random)));
      RunSettings run = run(random).withChains(1).withDraws(JUDGES * MOVES);
      run =
          run.withStart(
              judges.length > 0 ? StartPoints.Given.of(judges) : new StartPoints.Random());
      judges = last(doubts.sample(nuts(run)).draws(), JUDGES);
      BoundModel makes = generator.bind(judged(real, judges, random));
      // If all were to move at once, all would go to where none is, and leave the other places.
      int next = MOVING * round % GENERATORS;
      double[][] moving = Arrays.copyOfRange(places, next, next + MOVING);
      RunSettings moves = run(random).withChains(MOVING).withDraws(MOVES);
      moving = last(makes.sample(nuts(moves.withStart(StartPoints.Given.of(moving)))).draws(), 1);
      System.arraycopy(moving, 0, places, next, MOVING);
    }
    return round(places);
  }

  /** The same with one generator and one judge, each at its mode given the other. */
  public Round ascend(long seed, int rounds) {
    RandomGenerator random = new SplittableRandom(seed);
    double[][] real = texts(random);
    double[][] places = {normals(random, KINDS, 1.5)};
    for (int round = 0; round < rounds; round++) {
      double[][] judge = {
        mode(discriminator.bind(texts(real, made(places, random))), random.nextLong())
      };
      places[0] = mode(generator.bind(judged(real, judge, random)), random.nextLong());
    }
    return round(places);
  }

  private static double[] mode(BoundModel model, long seed) {
    if (!(model.mode(new MapSettings(2, seed)) instanceof MapOutcome.Found found)) {
      throw new IllegalStateException("these models have modes");
    }
    return found.position().stream().mapToDouble(x -> x).toArray();
  }

  private static NutsSettings nuts(RunSettings run) {
    return new NutsSettings(run, 0.8, 5);
  }

  private static RunSettings run(RandomGenerator random) {
    return RunSettings.defaults(random.nextLong()).withWarmup(WARMUP).withThreads(1);
  }

  /** The last draws of each chain, MOVES apart. */
  private static double[][] last(Draws draws, int ofEach) {
    int width = draws.layout().labels().size();
    double[][] positions = new double[draws.chains() * ofEach][width];
    for (int p = 0; p < positions.length; p++) {
      int draw = draws.draws() - 1 - MOVES * (p / draws.chains());
      for (int column = 0; column < width; column++) {
        positions[p][column] = draws.value(p % draws.chains(), draw, column);
      }
    }
    return positions;
  }

  // ---- texts ----

  /** Histograms of texts, as many of each kind. */
  private static double[][] texts(RandomGenerator random) {
    double[][] texts = new double[TEXTS][KINDS];
    for (int t = 0; t < TEXTS; t++) {
      for (int i = 0; i < NGRAMS_OF_A_TEXT; i++) {
        int kind = t % KINDS;
        double u = random.nextDouble();
        int ngram = -1;
        while (u >= 0 && ngram < KINDS - 1) u -= proportion(kind, ++ngram);
        texts[t][ngram] += 1.0 / NGRAMS_OF_A_TEXT;
      }
    }
    return texts;
  }

  /** Histograms that generators make, as many of each, as many as there are real ones. */
  private static double[][] made(double[][] places, RandomGenerator random) {
    double[][] made = new double[TEXTS][];
    for (int t = 0; t < TEXTS; t++) {
      double[] logits = normals(random, KINDS, 0.3);
      for (int n = 0; n < KINDS; n++) logits[n] += places[t % places.length][n];
      made[t] = softmax(logits);
    }
    return made;
  }

  private static Round round(double[][] places) {
    List<List<Double>> all = new ArrayList<>();
    for (double[] place : places) all.add(Arrays.stream(softmax(place)).boxed().toList());
    return new Round(all);
  }

  private static double[] softmax(double[] logits) {
    double sum = Arrays.stream(logits).map(Math::exp).sum();
    return Arrays.stream(logits).map(x -> Math.exp(x) / sum).toArray();
  }

  private static double[] normals(RandomGenerator random, int n, double scale) {
    double[] all = new double[n];
    for (int i = 0; i < n; i++) all[i] = scale * random.nextGaussian();
    return all;
  }

  // ---- data of the models ----

  private static Data texts(double[][] real, double[][] made) {
    List<double[]> share = new ArrayList<>(Arrays.asList(real));
    share.addAll(Arrays.asList(made));
    boolean[] isReal = new boolean[share.size()];
    Arrays.fill(isReal, 0, real.length, true);
    return Data.builder()
        .put("share", share)
        .put("known", Arrays.copyOf(real, KNOWN))
        .put("real", isReal)
        .build();
  }

  /** What the generators are told of the judges, whose positions are their weights in order. */
  private static Data judged(double[][] real, double[][] judges, RandomGenerator random) {
    double[][] weight = new double[judges.length][];
    double[] bias = new double[judges.length];
    for (int j = 0; j < judges.length; j++) {
      weight[j] = Arrays.copyOf(judges[j], KNOWN);
      bias[j] = judges[j][KNOWN];
    }
    double[][] noise = new double[SAMPLES][];
    for (int s = 0; s < SAMPLES; s++) noise[s] = normals(random, KINDS, 1);
    return Data.builder()
        .put("noise", noise)
        .put("known", Arrays.copyOf(real, KNOWN))
        .put("weight", weight)
        .put("bias", bias)
        .build();
  }
}
