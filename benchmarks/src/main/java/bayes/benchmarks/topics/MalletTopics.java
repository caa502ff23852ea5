package bayes.benchmarks.topics;

import cc.mallet.topics.ParallelTopicModel;
import cc.mallet.types.Alphabet;
import cc.mallet.types.FeatureSequence;
import cc.mallet.types.Instance;
import cc.mallet.types.InstanceList;
import cc.mallet.util.MalletLogger;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.logging.Level;

/** MALLET's sparse sampler on one thread, without optimisation of its hyperparameters. */
final class MalletTopics implements TopicSampler {
  private final ParallelTopicModel model;

  MalletTopics(Corpus corpus, int topics, double alpha, double beta, int seed) {
    ParallelTopicModel.logger.setLevel(Level.OFF);
    MalletLogger.getLogger("").setLevel(Level.OFF);
    var alphabet = new Alphabet(corpus.vocabulary().toArray());
    var instances = new InstanceList(alphabet, null);
    for (int d = 0; d < corpus.documents().length; d++) {
      var words = new FeatureSequence(alphabet, corpus.documents()[d]);
      instances.add(new Instance(words, null, "document " + d, null));
    }
    model = new ParallelTopicModel(topics, topics * alpha, beta);
    model.setRandomSeed(seed);
    model.setNumThreads(1);
    model.setOptimizeInterval(0);
    model.setTopicDisplay(0, 0);
    model.printLogLikelihood = false;
    model.addInstances(instances);
  }

  @Override
  public void run(int sweeps) {
    model.setNumIterations(sweeps);
    try {
      model.estimate();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public double[][] phi() {
    double[][] phi = new double[model.numTopics][model.numTypes];
    for (int k = 0; k < model.numTopics; k++) {
      for (int w = 0; w < model.numTypes; w++) phi[k][w] = model.beta;
    }
    for (int w = 0; w < model.numTypes; w++) {
      for (int entry : model.typeTopicCounts[w]) {
        if (entry > 0) phi[entry & model.topicMask][w] += entry >> model.topicBits;
      }
    }
    for (int k = 0; k < model.numTopics; k++) {
      double total = model.tokensPerTopic[k] + model.numTypes * model.beta;
      for (int w = 0; w < model.numTypes; w++) phi[k][w] /= total;
    }
    return phi;
  }
}
