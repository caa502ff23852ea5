package bayes.runtime.warmup;

import bayes.runtime.sampler.metropolis.Block;
import bayes.runtime.state.Resumable;
import bayes.runtime.state.StateArrays;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The warmup of a random-walk Metropolis chain as a state machine. Components learn a scale each,
 * towards an acceptance of 0.44; blocks learn the covariance of their coordinates, in the windows
 * of {@link Windows}, and a scale, towards 0.234, or 0.44 for a block of one (Roberts and
 * Rosenthal, Statistical Science 16, 2001). After warmup nothing changes any more.
 */
public final class MetropolisWarmup implements Resumable {
  private static final double COMPONENT_TARGET = 0.44;
  private static final double BLOCK_TARGET = 0.234;

  private final Windows windows;
  private final List<ScaleAdaptation> components = new ArrayList<>();
  private final double[] componentScales;
  private final List<Block> blocks;
  private final List<ScaleAdaptation> blockScales = new ArrayList<>();
  private final List<CovarianceEstimate> covariances = new ArrayList<>();
  private int iteration;

  /** A warmup of {@code nWarmup} iterations over {@code dimension} coordinates. */
  public MetropolisWarmup(int dimension, int nWarmup) {
    windows = Windows.of(nWarmup);
    componentScales = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      components.add(new ScaleAdaptation(COMPONENT_TARGET, 1));
      componentScales[i] = 1;
    }
    blocks = new ArrayList<>(Block.divide(dimension));
    for (Block block : blocks) {
      double target = block.size() == 1 ? COMPONENT_TARGET : BLOCK_TARGET;
      blockScales.add(new ScaleAdaptation(target, bestScale(block)));
      covariances.add(new CovarianceEstimate(block.from(), block.size()));
    }
  }

  /** Whether all iterations of warmup have been made. */
  public boolean isDone() {
    return iteration >= windows.nWarmup();
  }

  /** The scales of the components' steps themselves, not a copy. */
  public double[] componentScales() {
    return componentScales;
  }

  /** The number of blocks. */
  public int nBlocks() {
    return blocks.size();
  }

  /** A block with its covariance for the next transition. */
  public Block block(int index) {
    return blocks.get(index);
  }

  /** The factor of the block's steps for the next transition. */
  public double blockScale(int index) {
    return blockScales.get(index).scale();
  }

  /** Learns from the acceptance probabilities of one step of every component. */
  public void learnComponents(double[] accept) {
    for (int i = 0; i < accept.length; i++) {
      components.get(i).learn(accept[i]);
      componentScales[i] = components.get(i).scale();
    }
  }

  /** Learns from the average acceptance probability of a block's steps. */
  public void learnBlock(int index, double accept) {
    blockScales.get(index).learn(accept);
  }

  /** Ends an iteration of warmup at {@code position}. */
  public void learnPosition(double[] position) {
    if (windows.learns(iteration)) {
      for (CovarianceEstimate covariance : covariances) covariance.add(position);
      if (windows.endsAt(iteration)) replaceCovariances();
    }
    iteration++;
  }

  private void replaceCovariances() {
    for (int k = 0; k < blocks.size(); k++) {
      CovarianceEstimate covariance = covariances.get(k);
      var replaced = blocks.get(k).withCovariance(covariance.shrunk());
      covariance.clear();
      if (replaced.isPresent()) {
        blocks.set(k, replaced.get());
        blockScales.get(k).restart(bestScale(replaced.get()));
      }
    }
  }

  @Override
  public void save(DataOutput out) throws IOException {
    for (ScaleAdaptation component : components) component.save(out);
    StateArrays.save(componentScales, out);
    for (Block block : blocks) StateArrays.save(block.factor(), out);
    for (ScaleAdaptation scale : blockScales) scale.save(out);
    for (CovarianceEstimate covariance : covariances) covariance.save(out);
    out.writeInt(iteration);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    for (ScaleAdaptation component : components) component.restore(in);
    StateArrays.restore(componentScales, in);
    for (int k = 0; k < blocks.size(); k++) {
      double[] factor = blocks.get(k).factor();
      StateArrays.restore(factor, in);
      blocks.set(k, blocks.get(k).withFactor(factor));
    }
    for (ScaleAdaptation scale : blockScales) scale.restore(in);
    for (CovarianceEstimate covariance : covariances) covariance.restore(in);
    iteration = in.readInt();
  }

  /** The best scale for a normal target of known covariance. */
  private static double bestScale(Block block) {
    return 2.38 / Math.sqrt(block.size());
  }
}
