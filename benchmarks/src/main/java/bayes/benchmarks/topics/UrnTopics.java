package bayes.benchmarks.topics;

import bayes.runtime.random.Streams;
import bayes.runtime.sampler.gibbs.Balls;
import bayes.runtime.sampler.gibbs.PriorCounts;
import bayes.runtime.sampler.gibbs.UrnFamily;
import bayes.runtime.sampler.gibbs.UrnGibbs;
import bayes.runtime.sampler.gibbs.Urns;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Our sampler, on the urns of the model. */
final class UrnTopics implements TopicSampler {
  private final Corpus corpus;
  private final int topics;
  private final double beta;
  private final UrnGibbs gibbs;
  private final RandomGenerator random;

  UrnTopics(Corpus corpus, int topics, double alpha, double beta, int seed) {
    this.corpus = corpus;
    this.topics = topics;
    this.beta = beta;
    random = Streams.of(seed).chain(0);
    gibbs = new UrnGibbs(urns(corpus, topics, alpha, beta));
    gibbs.scatter(random);
  }

  static Urns urns(Corpus corpus, int topics, double alpha, double beta) {
    var choices = new Balls.Builder();
    var words = new Balls.Builder();
    int site = 0;
    for (int d = 0; d < corpus.documents().length; d++) {
      for (int word : corpus.documents()[d]) {
        choices.row(d).columnOf(0, site);
        words.row(0).rowSite(site++, 1).column(word);
      }
    }
    int[] supports = new int[site];
    Arrays.fill(supports, topics);
    int documents = corpus.documents().length;
    var theta =
        UrnFamily.of("theta", documents, topics, PriorCounts.symmetric(alpha), choices.build());
    int vocabulary = corpus.vocabulary().size();
    var phi = UrnFamily.of("phi", topics, vocabulary, PriorCounts.symmetric(beta), words.build());
    return new Urns(supports, List.of(theta, phi));
  }

  @Override
  public void run(int sweeps) {
    for (int i = 0; i < sweeps; i++) gibbs.sweep(random);
  }

  @Override
  public double[][] phi() {
    int vocabulary = corpus.vocabulary().size();
    double[][] phi = new double[topics][vocabulary];
    double[] totals = new double[topics];
    int site = 0;
    for (int[] document : corpus.documents()) {
      for (int word : document) {
        int k = gibbs.values()[site++];
        phi[k][word]++;
        totals[k]++;
      }
    }
    for (int k = 0; k < topics; k++) {
      for (int w = 0; w < vocabulary; w++) {
        phi[k][w] = (phi[k][w] + beta) / (totals[k] + vocabulary * beta);
      }
    }
    return phi;
  }
}
