package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;

import bayes.compiler.discrete.LocalModels;
import bayes.compiler.interpret.Interpreter;
import bayes.compiler.lower.LocalPrograms;
import bayes.compiler.program.Block;
import bayes.compiler.program.Statement;
import bayes.compiler.simplify.Simplify;
import bayes.runtime.data.JsonData;
import bayes.runtime.density.DiscreteSites;
import bayes.runtime.density.LocalDensity;
import bayes.runtime.random.Streams;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The programs of single latents, interpreted and compiled, agree to the last bit. */
class LocalProgramsTest {
  @TestFactory
  Stream<DynamicTest> interpretedAndCompiledAgree() {
    return LocalModels.ALL.stream()
        .map(one -> DynamicTest.dynamicTest(one.name(), () -> compare(bind(one))));
  }

  /** An update of one label costs as much in a mixture of ten thousand as in one of ten. */
  @Test
  void theTermsOfOneLabelRunNoLoop() {
    Model model = Model.compile(LocalModels.ALL.get(0).model());
    LocalPrograms programs = LocalPrograms.of(model.plan(), model.programs().inputs());
    programs
        .latents()
        .forEach(
            (symbol, of) -> {
              boolean loops = loops(Simplify.simplify(of.terms()).body());
              assertEquals(!symbol.name().equals("z"), loops, symbol.name());
            });
  }

  private static boolean loops(Block block) {
    return block.statements().stream()
        .anyMatch(s -> s instanceof Statement.Loop || s.blocks().stream().anyMatch(b -> loops(b)));
  }

  private static BoundModel bind(LocalModels.Case one) throws Exception {
    byte[] bytes = one.data().getBytes(StandardCharsets.UTF_8);
    return Model.compile(one.model()).bind(JsonData.read("data", new ByteArrayInputStream(bytes)));
  }

  private static void compare(BoundModel model) {
    LocalDensity compiled = model.newLocalDensity().orElseThrow();
    LocalDensity interpreted =
        model
            .localDensities(linked -> new Interpreter(linked.program()))
            .newInstance(model.newLogDensity());
    DiscreteSites sites = model.discreteSites();
    RandomGenerator random = Streams.of(3).chain(0);
    double[] position = new double[model.dimension()];
    int continuous = sites.continuous(position.length);
    for (int site = 0; site < sites.count(); site++) {
      position[sites.coordinate(site)] = Math.max(0, sites.lower(site));
    }
    compiled.moveTo(position);
    interpreted.moveTo(position);
    for (int step = 0; step < 10 * position.length; step++) {
      int i = random.nextInt(position.length);
      double value =
          i < continuous
              ? 3 * random.nextDouble() - 1.5
              : Math.max(0, sites.lower(i - continuous)) + random.nextInt(2);
      assertEquals(
          Double.doubleToLongBits(interpreted.logDensity(i, value)),
          Double.doubleToLongBits(compiled.logDensity(i, value)));
      compiled.set(i, value);
      interpreted.set(i, value);
    }
  }
}
