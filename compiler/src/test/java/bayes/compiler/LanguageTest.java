package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every construct of the language once, in a model of a few lines: its log density against the
 * formula, its gradient against differences, its Jacobian against the determinant, and the
 * interpreter against compiled code.
 */
final class LanguageTest {
  @ParameterizedTest
  @MethodSource({
    "bayes.compiler.SetModels#sets",
    "bayes.compiler.PlateModels#plates",
    "bayes.compiler.StatementModels#statements",
    "bayes.compiler.TypeModels#types",
    "bayes.compiler.DrawModels#draws",
    "bayes.compiler.ExpressionModels#expressions",
    "bayes.compiler.DefinitionModels#definitions",
    "bayes.compiler.WrapperModels#truncated",
    "bayes.compiler.WrapperModels#censored",
    "bayes.compiler.WrapperModels#mixtures",
    "bayes.compiler.WrapperModels#inflated",
    "bayes.compiler.RecurrenceModels#latents",
    "bayes.compiler.RecurrenceModels#values",
    "bayes.compiler.ArrayModels#arrays",
    "bayes.compiler.ChosenModels#all",
    "bayes.compiler.MissingDataModels#all",
    "bayes.compiler.NonCentredModels#all",
    "bayes.compiler.RaggedModels#data",
    "bayes.compiler.RaggedModels#defined",
    "bayes.compiler.RaggedModels#lists"
  })
  void meansWhatItSays(ModelExample example) {
    ModelChecks checks = ModelChecks.of(example);
    for (int seed = 1; seed <= 2; seed++) {
      double[] position = checks.position(seed);
      ModelValues values = checks.values(position);
      double expected = example.logDensity().applyAsDouble(values);
      double actual = checks.logDensityWithoutJacobian(position);
      assertEquals(expected, actual, 1e-10 * (1 + Math.abs(expected)));
      example
          .generated()
          .forEach(
              (name, value) ->
                  assertArrayEquals(value.apply(values), values.all(name), 1e-12, name));
      checks.requireJacobian(position);
      checks.requireGradient(position);
      checks.requirePostmortem(position);
      checks.requireTerms(position);
      checks.requireInterpretedIsCompiled(position);
    }
    checks.requirePriorDraws();
  }
}
