package bayes.compiler.plan.sum;

import static org.junit.jupiter.api.Assertions.assertTrue;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** Sums over the discrete latents of random models against all of their states. */
class RandomDiscreteModelsTest {
  private static final double EXACT = 1e-10;

  /** In standard deviations: for the models of a fixed seed. */
  private static final double LIMIT = 5;

  @Property(tries = 40, seed = "20261124", edgeCases = EdgeCasesMode.NONE)
  void theSumIsThatOfAllStates(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    SummedModel model = RandomDiscreteModel.of(seed);
    double worst = SummedModel.worst(model.bind(), model.enumerated(model.text()), 2);
    assertTrue(worst < EXACT, () -> "off by " + worst + "\n" + model.text() + model.json());
  }

  @Property(tries = 10, seed = "20261125", edgeCases = EdgeCasesMode.NONE)
  void gradientsAreSlopes(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    RandomDiscreteModel.of(seed).checkGradient();
  }

  @Property(tries = 8, seed = "20261126", edgeCases = EdgeCasesMode.NONE)
  void recoveredLatentsFollowTheConditional(
      @ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    SummedModel model = RandomDiscreteModel.of(seed);
    double score =
        model.recoveredScore(RandomDiscreteModel.latents(seed), model.enumerated(model.text()));
    assertTrue(score < LIMIT, () -> score + "\n" + model.text() + model.json());
  }

  /** A planted fault: one standard deviation, or one chance, is another. */
  @Property(tries = 5, seed = "20261127", edgeCases = EdgeCasesMode.NONE)
  void anotherModelIsSeen(@ForAll @LongRange(min = 0, max = 1_000_000) long seed) {
    SummedModel model = RandomDiscreteModel.of(seed);
    String other = model.text().replace("b ~ Normal(0, 1);", "b ~ Normal(0, 1.001);");
    assertTrue(SummedModel.worst(model.bind(), model.enumerated(other), 2) > EXACT);
  }
}
