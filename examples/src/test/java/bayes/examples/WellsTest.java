package bayes.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.runtime.convergence.Convergence;
import bayes.runtime.convergence.WeightedValues;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.Evidence;
import bayes.runtime.inference.ImportanceFit;
import bayes.runtime.inference.ImportanceOutcome;
import bayes.runtime.inference.ImportanceSettings;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The logistic regression on wells, against posteriordb's model, whose priors are flat. */
class WellsTest {
  private static final Example EXAMPLE = Example.of(Reference.EXAMPLES, "wells/wells");

  /** Fifteen statistics: a false alarm in 10,000 seeds. */
  private static final double LIMIT = 4.5;

  private static BoundModel withPriors(String priors) {
    String text = EXAMPLE.source().text();
    assertTrue(text.contains("Normal(0, 5)"));
    return Model.compile(text.replace("Normal(0, 5)", priors)).bind(EXAMPLE.data());
  }

  private static Draws sample(BoundModel model) {
    return model.sample(NutsSettings.of(RunSettings.defaults(20244).withWarmup(500))).draws();
  }

  private static ImportanceFit importance(BoundModel model) {
    ImportanceSettings settings = ImportanceSettings.of(20245).withDraws(4000);
    return assertInstanceOf(ImportanceOutcome.Sampled.class, model.importance(settings)).fit();
  }

  @Test
  void withFlatPriorsTheDrawsAgreeWithTheReference() {
    BoundModel flat = withPriors("Flat()");
    Draws draws = sample(flat);
    Agreement.assertConverged(draws, 400);
    Agreement agreement = Agreement.of(draws, Reference.known("wells.tsv"));
    assertEquals(15, agreement.size());
    agreement.assertWithin(LIMIT);
    assertInstanceOf(Evidence.Undefined.class, importance(flat).evidence());
  }

  /** As the example ships, its weak priors included: two methods that share little agree. */
  @Test
  void importanceSamplingAndNutsAgree() {
    BoundModel model = EXAMPLE.bind();
    Draws chains = sample(model);
    Agreement.assertConverged(chains, 400);
    ImportanceFit fit = importance(model);
    assertTrue(fit.ess() > 2000, "ESS " + fit.ess());
    double[] weights = fit.draws().weights().orElseThrow()[0];
    Agreement agreement = new Agreement();
    for (int column = 0; column < 3; column++) {
      WeightedValues weighted = new WeightedValues(fit.draws().chains(column)[0], weights);
      double[][] values = chains.chains(column);
      double mean = Arrays.stream(values).flatMapToDouble(Arrays::stream).average().orElseThrow();
      double error = Math.hypot(Convergence.mcseMean(values), weighted.mcseMean());
      agreement.add(chains.layout().labels().get(column), mean, weighted.mean(), error);
    }
    agreement.assertWithin(LIMIT);
  }

  @Test
  void aNarrowPriorIsSeen() {
    Draws draws = sample(withPriors("Normal(0, 0.2)"));
    assertFalse(Agreement.of(draws, Reference.known("wells.tsv")).beyond(LIMIT).isEmpty());
  }
}
