package bayes.compiler.plan.conjugate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.compiler.plan.PlanOptions;
import bayes.compiler.source.Imports;
import bayes.compiler.source.SourceText;
import bayes.runtime.convergence.Convergence;
import bayes.runtime.data.Data;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import bayes.runtime.inference.Evidence;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.inference.SmcOutcome;
import bayes.runtime.inference.SmcSettings;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bigrams of three symbols whose rows share a row (T4 of the reference suite for text models: the
 * hierarchical Dirichlet part, concentrations 1 and 0.7), against the sums over seatings of another
 * program: the evidence, and the symbol that follows the last. Both with the rows integrated out
 * and with the rows drawn.
 */
class TinyHierarchyTest {
  private static final double LOG_EVIDENCE = -15.217265851369763;
  private static final double[] NEXT = {
    0.4774566764868161, 0.26447526567724444, 0.25806805783593983
  };
  private static final double MOST_ERRORS = 5;

  private static final String MODEL =
      """
      set Symbol = 0..2;
      data text : Symbol[];
      m ~ Dirichlet([1.0 / 3 for s in Symbol]);
      phi[u in Symbol] ~ Dirichlet(0.7 * m);
      for t in 2..len(text) {
        observe text[t] ~ Categorical(phi[text[t-1]]);
      }
      generate next[s in Symbol] = phi[text[len(text)]][s];
      """;

  private static BoundModel bind(String model, boolean isIntegrated) {
    PlanOptions options = isIntegrated ? PlanOptions.defaults() : PlanOptions.asWritten();
    Data data = Data.builder().put("text", new int[] {0, 1, 0, 1, 2, 0, 1, 1, 0, 2, 0, 1}).build();
    return Model.compile(SourceText.of("t4.bayes", model), Imports.NONE, options).bind(data);
  }

  /** The largest error of the three probabilities, in standard errors. */
  private static double worst(Draws draws) {
    Layout layout = Layout.of(draws.variables());
    double worst = 0;
    for (int s = 0; s < 3; s++) {
      double[][] chains = draws.chains(layout.column("next[" + s + "]").orElseThrow());
      double mean = Arrays.stream(chains).flatMapToDouble(Arrays::stream).average().orElseThrow();
      worst = Math.max(worst, Math.abs(mean - NEXT[s]) / Convergence.mcseMean(chains));
    }
    return worst;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nutsFindsTheNextSymbol(boolean isIntegrated) {
    NutsSettings settings = NutsSettings.of(new RunSettings(4, 500, 2000, 3, 1));
    assertTrue(worst(bind(MODEL, isIntegrated).sample(settings).draws()) < MOST_ERRORS);
    String fault = MODEL.replace("0.7 * m", "2.0 * m");
    assertTrue(worst(bind(fault, isIntegrated).sample(settings).draws()) > MOST_ERRORS);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void smcFindsTheEvidence(boolean isIntegrated) {
    assertTrue(errors(MODEL, isIntegrated) < MOST_ERRORS);
    String fault = MODEL.replace("0.7 * m", "2.0 * m");
    assertTrue(errors(fault, isIntegrated) > MOST_ERRORS);
  }

  /** How many standard errors lie between the evidence that SMC finds and the exact one. */
  private static double errors(String model, boolean isIntegrated) {
    SmcOutcome outcome = bind(model, isIntegrated).smc(SmcSettings.of(5).withParticles(250));
    var known = (Evidence.Estimated) ((SmcOutcome.Sampled) outcome).fit().evidence();
    assertTrue(known.standardError() < 0.25, () -> "error " + known.standardError());
    return Math.abs(known.logEvidence() - LOG_EVIDENCE) / known.standardError();
  }
}
