package bayes.runtime.inference;

import bayes.runtime.density.DiscreteSites;
import bayes.runtime.density.LocalDensity;
import bayes.runtime.density.LogDensity;
import bayes.runtime.draws.TermChange;
import bayes.runtime.sampler.gibbs.Urns;
import java.util.List;
import java.util.Optional;

/**
 * A target that is like another one, for those that change a part of it. The prior stays what is
 * left of the joint density without the likelihood, whichever of the two is changed.
 */
public abstract class DelegatingTarget implements Target {
  private final Target target;

  protected DelegatingTarget(Target target) {
    this.target = target;
  }

  /** The target that this one is like. */
  protected final Target target() {
    return target;
  }

  @Override
  public int dimension() {
    return target.dimension();
  }

  /** This one: what it changes belongs to its own coordinates. */
  @Override
  public Target asWritten() {
    return this;
  }

  @Override
  public DiscreteSites discreteSites() {
    return target.discreteSites();
  }

  @Override
  public Optional<LocalDensity> newLocalDensity() {
    return target.newLocalDensity();
  }

  @Override
  public LogDensity newLogDensity() {
    return target.newLogDensity();
  }

  @Override
  public LogDensity newLogDensityWithoutJacobian() {
    return target.newLogDensityWithoutJacobian();
  }

  @Override
  public LogDensity newLogLikelihood() {
    return target.newLogLikelihood();
  }

  @Override
  public Recorder newRecorder() {
    return target.newRecorder();
  }

  @Override
  public Optional<PriorSampler> newPriorSampler() {
    return target.newPriorSampler();
  }

  @Override
  public Optional<String> whyNoPrior() {
    return target.whyNoPrior();
  }

  @Override
  public Optional<String> whyNotFinite(double[] position) {
    return target.whyNotFinite(position);
  }

  @Override
  public List<TermChange> termChanges(double[] from, double[] to) {
    return target.termChanges(from, to);
  }

  @Override
  public Optional<Urns> urns() {
    return target.urns();
  }

  @Override
  public Optional<LocalDensity> newUrnTerms() {
    return target.newUrnTerms();
  }
}
