package bayes.runtime.inference;

import bayes.runtime.density.DiscreteSites;
import bayes.runtime.density.LogDensity;
import bayes.runtime.sampler.gibbs.Balls;
import bayes.runtime.sampler.gibbs.PriorCounts;
import bayes.runtime.sampler.gibbs.UrnFamily;
import bayes.runtime.sampler.gibbs.UrnGibbs;
import bayes.runtime.sampler.gibbs.Urns;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Forty sites of four values: each is a column of one row, and the row of an observed colour. */
final class TwoLevelUrns implements Target {
  private static final int SITES = 40;
  private static final int VALUES = 4;
  private static final int COLOURS = 5;

  private static Urns made() {
    int[] supports = new int[SITES];
    Arrays.fill(supports, VALUES);
    Balls.Builder shares = new Balls.Builder();
    Balls.Builder colours = new Balls.Builder();
    for (int site = 0; site < SITES; site++) {
      shares.row(0).columnOf(0, site);
      colours.row(0).rowSite(site, 1).column(site * site % COLOURS);
    }
    return new Urns(
        supports,
        List.of(
            UrnFamily.of("shares", 1, VALUES, PriorCounts.symmetric(1), shares.build()),
            UrnFamily.of("colours", VALUES, COLOURS, PriorCounts.symmetric(0.5), colours.build())));
  }

  @Override
  public int dimension() {
    return SITES;
  }

  @Override
  public DiscreteSites discreteSites() {
    int[] lower = new int[SITES];
    int[] upper = new int[SITES];
    Arrays.fill(upper, VALUES - 1);
    return DiscreteSites.of(0, lower, upper);
  }

  @Override
  public Optional<Urns> urns() {
    return Optional.of(made());
  }

  @Override
  public LogDensity newLogDensity() {
    UrnGibbs urns = new UrnGibbs(made());
    return new LogDensity() {
      @Override
      public int dimension() {
        return SITES;
      }

      @Override
      public double logDensity(double[] position) {
        urns.moveTo(Arrays.stream(position).mapToInt(value -> (int) value).toArray());
        return urns.logJoint();
      }

      @Override
      public double logDensityAndGradient(double[] position, double[] gradientOut) {
        throw new UnsupportedOperationException("of discrete sites");
      }
    };
  }

  @Override
  public LogDensity newLogDensityWithoutJacobian() {
    return newLogDensity();
  }

  @Override
  public LogDensity newLogLikelihood() {
    throw new UnsupportedOperationException("not told apart");
  }

  @Override
  public Recorder newRecorder() {
    throw new UnsupportedOperationException("nothing is recorded");
  }

  @Override
  public Optional<PriorSampler> newPriorSampler() {
    return Optional.empty();
  }

  @Override
  public Optional<String> whyNoPrior() {
    return Optional.of("it is not written");
  }
}
