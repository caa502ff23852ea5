package bayes.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import bayes.compiler.BoundModel;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.Inference;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Posteriors of posteriordb whose models sum discrete latents by hand, written with the latents
 * declared: the plan sums them, and the reference statistics stay what they are, those of what is
 * generated from the recovered latents too.
 */
class DeclaredLatentsTest {
  private static final double LIMIT = 4.5;
  private static final double R_HAT = 1.01;
  private static final double ESS = 400;
  private static final long SEED = 45;

  @ParameterizedTest
  @ValueSource(strings = {"M0_data-M0_model", "low_dim_gauss_mix-low_dim_gauss_mix"})
  void someAgree(String name) {
    assertEquals(List.of(), problems(Posterior.of(name), Posterior.of(name).textOfLatents()));
  }

  /** The ridge of Survey, which is slow to explore by hand, too, takes more draws. */
  @Tag("thorough")
  @ParameterizedTest
  @CsvSource({
    "Mt_data-Mt_model, 1000",
    "Survey_data-Survey_model, 4000",
    "bball_drive_event_1-hmm_drive_1, 1000",
    "hmm_example-hmm_example, 1000"
  })
  void theOthersAgree(String name, int draws) {
    String text = Posterior.of(name).textOfLatents();
    assertEquals(List.of(), problems(Posterior.of(name), text, draws));
  }

  /** A wrong prior of the latents is seen in what they decide. */
  @Test
  void aWrongLatentIsSeen() {
    Posterior posterior = Posterior.of("M0_data-M0_model");
    String wrong = posterior.textOfLatents().replace("Bernoulli(omega)", "Bernoulli(omega^2)");
    assertFalse(problems(posterior, wrong).isEmpty());
  }

  private static List<String> problems(Posterior posterior, String text) {
    return problems(posterior, text, 1000);
  }

  private static List<String> problems(Posterior posterior, String text, int number) {
    BoundModel bound = posterior.bind(text);
    assertEquals(0, bound.discreteSites().count());
    RunSettings run = RunSettings.defaults(SEED).withDraws(number);
    Draws draws = Inference.sample(bound, NutsSettings.of(run)).draws();
    ReferenceStatistics reference = posterior.reference().in(draws.layout());
    assertFalse(reference.parameters().isEmpty());
    List<String> problems = new ArrayList<>(reference.unconverged(draws, R_HAT, ESS));
    reference.agreement(draws).beyond(LIMIT).forEach(c -> problems.add(c.toString()));
    return problems;
  }
}
