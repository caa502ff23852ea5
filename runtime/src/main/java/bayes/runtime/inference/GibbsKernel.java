package bayes.runtime.inference;

import bayes.runtime.density.DiscreteSites;
import bayes.runtime.density.LocalDensity;
import bayes.runtime.density.LogDensity;
import bayes.runtime.sampler.ChainState;
import bayes.runtime.sampler.gibbs.SiteTerms;
import bayes.runtime.sampler.gibbs.UrnGibbs;
import bayes.runtime.sampler.gibbs.Urns;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A chain of collapsed Gibbs sampling: sweeps over all discrete sites, each drawn from its exact
 * conditional. There is nothing to adapt; the warmup is a number of sweeps. It starts at values
 * that are uniform. The log density is evaluated for draws alone.
 */
final class GibbsKernel implements Kernel {
  static final List<String> COLUMNS = List.of("lp__");

  private final LogDensity density;
  private final DiscreteSites sites;
  private final Optional<LocalDensity> terms;
  private final UrnGibbs gibbs;
  private final int nWarmup;
  private final int thin;
  private final ChainState state;
  private int warmed;

  GibbsKernel(LogDensity density, Target target, GibbsSettings settings) {
    this.density = density;
    Urns urns =
        target.urns().orElseThrow(() -> new IllegalArgumentException("the posterior has no urns"));
    sites = target.discreteSites();
    terms = target.newUrnTerms();
    gibbs = new UrnGibbs(urns, terms.map(local -> SiteTerms.of(local, sites)));
    nWarmup = settings.run().warmup();
    thin = settings.thin();
    state = new ChainState(density.dimension());
  }

  @Override
  public Optional<String> begin(ChainStart start, RandomGenerator random) {
    gibbs.scatter(random);
    follow();
    return Optional.empty();
  }

  @Override
  public Optional<String> warmup(RandomGenerator random) {
    sweep(random);
    warmed++;
    return Optional.empty();
  }

  @Override
  public boolean isWarm() {
    return warmed == nWarmup;
  }

  @Override
  public int warmupIterations() {
    return nWarmup;
  }

  @Override
  public void draw(RandomGenerator random) {
    for (int i = 0; i < thin; i++) sweep(random);
    state.setLogDensity(density.logDensity(state.position()));
  }

  private void sweep(RandomGenerator random) {
    terms.ifPresent(local -> local.moveTo(state.position()));
    gibbs.sweep(random);
    follow();
  }

  /** Writes the sites' values to the position. */
  private void follow() {
    int[] values = gibbs.values();
    double[] position = state.position();
    for (int site = 0; site < values.length; site++) {
      position[sites.coordinate(site)] = sites.lower(site) + values[site];
    }
  }

  @Override
  public ChainState state() {
    return state;
  }

  @Override
  public boolean divergent() {
    return false;
  }

  @Override
  public List<String> columns() {
    return COLUMNS;
  }

  @Override
  public void writeColumns(double[] out, int offset) {
    out[offset] = state.logDensity();
  }

  @Override
  public Adaptation adaptation() {
    return new Adaptation.None();
  }

  @Override
  public void save(DataOutput out) throws IOException {
    out.writeInt(warmed);
    gibbs.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    warmed = in.readInt();
    gibbs.restore(in);
    follow();
  }
}
