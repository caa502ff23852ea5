package bayes.compiler.plan.collapse;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bayes.compiler.BoundModel;
import bayes.compiler.plan.collapse.CollapsedModels.Case;
import bayes.runtime.density.DiscreteSites;
import bayes.runtime.density.LocalDensity;
import bayes.runtime.density.LogDensity;
import bayes.runtime.sampler.gibbs.UrnGibbs;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The density of a collapsed model, by gamma functions of counts, against the probability of its
 * balls one after the other, and its sum over all values of the sites.
 */
class CollapsedDensityTest {
  static java.util.List<Case> cases() {
    return CollapsedModels.ALL;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isTheProductOfPredictiveProbabilities(Case one) {
    BoundModel bound = one.bind();
    DiscreteSites sites = bound.discreteSites();
    assertEquals(sites.count(), bound.dimension());
    LogDensity density = bound.newLogDensity();
    LogDensity prior = bound.newLogPrior();
    LogDensity likelihood = bound.newLogLikelihood();
    UrnGibbs gibbs = new UrnGibbs(bound.urns().orElseThrow());
    AllValues.of(sites)
        .forEach(
            values -> {
              double[] position = AllValues.position(sites, values);
              double value = density.logDensity(position);
              assertEquals(
                  value, prior.logDensity(position) + likelihood.logDensity(position), 1e-10);
              if (bound.newUrnTerms().isPresent()) return;
              gibbs.moveTo(values);
              assertEquals(gibbs.logJoint(), value, 1e-10, Arrays.toString(values));
            });
  }

  /** Where there are further terms, each change of a site changes both alike. */
  @ParameterizedTest
  @MethodSource("cases")
  void changesAsUrnsAndFurtherTermsDo(Case one) {
    BoundModel bound = one.bind();
    if (bound.newUrnTerms().isEmpty()) return;
    DiscreteSites sites = bound.discreteSites();
    LogDensity density = bound.newLogDensity();
    LocalDensity terms = bound.newUrnTerms().get();
    UrnGibbs gibbs = new UrnGibbs(bound.urns().orElseThrow());
    AllValues.of(sites)
        .forEach(
            values -> {
              double[] position = AllValues.position(sites, values);
              terms.moveTo(position);
              gibbs.moveTo(values);
              double joint = gibbs.logJoint();
              double whole = density.logDensity(position);
              for (int site = 0; site < sites.count(); site++) {
                int value = (values[site] + 1) % (int) sites.size(site);
                int[] changed = values.clone();
                changed[site] = value;
                gibbs.moveTo(changed);
                double other = density.logDensity(AllValues.position(sites, changed));
                int at = sites.coordinate(site);
                double before = terms.logDensity(at, position[at]);
                double after = terms.logDensity(at, sites.lower(site) + value);
                if (Double.isInfinite(whole) || Double.isInfinite(other)) {
                  assertEquals(Double.isInfinite(other), impossible(changed, sites, terms));
                } else {
                  assertEquals(other - whole, gibbs.logJoint() - joint + after - before, 1e-10);
                }
              }
            });
  }

  private static boolean impossible(int[] values, DiscreteSites sites, LocalDensity terms) {
    double[] position = AllValues.position(sites, values);
    terms.moveTo(position);
    boolean is = false;
    for (int site = 0; site < sites.count(); site++) {
      int at = sites.coordinate(site);
      is |= Double.isInfinite(terms.logDensity(at, position[at]));
    }
    return is;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void sumsToTheEvidence(Case one) {
    if (one.logEvidence().isEmpty()) return;
    BoundModel bound = one.bind();
    DiscreteSites sites = bound.discreteSites();
    LogDensity density = bound.newLogDensity();
    double sum =
        AllValues.of(sites)
            .mapToDouble(v -> Math.exp(density.logDensity(AllValues.position(sites, v))))
            .sum();
    assertEquals(one.logEvidence().getAsDouble(), Math.log(sum), 1e-10);
  }
}
