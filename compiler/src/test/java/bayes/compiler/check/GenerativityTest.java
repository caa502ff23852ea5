package bayes.compiler.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.Pipeline;
import bayes.compiler.diagnostic.Checked;
import bayes.compiler.source.SourceText;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A model is generative: each element of a latent is drawn exactly once, {@code generate} never
 * feeds the density, {@code observe} never sees a {@code generate}.
 */
class GenerativityTest {
  private static final Pipeline PIPELINE = new Pipeline();
  private static final String MODEL =
      "data y : real; data w : real[3]; mu ~ Normal(0, 1); generate g ~ Normal(mu, 1);"
          + " generate k ~ Categorical([0.5, 0.25, 0.25]); ";

  private static List<String> codes(String statements) {
    Checked<?> model = PIPELINE.compile(SourceText.of("model.bayes", MODEL + statements));
    return model.diagnostics().stream().map(d -> d.code().id()).distinct().toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        // Drawn exactly once.
        "x ~ Normal(0, 1); x ~ Normal(1, 1); => M0104",
        "x[1] ~ Normal(0, 1); x[i in 1..2] ~ Normal(0, 1); => M0104",
        "x[1] ~ Normal(0, 1); x[3] ~ Normal(0, 1); => M0105",
        "for i in 1..3 { x ~ Normal(0, 1); } => M0103",
        "if mu > 0 { x ~ Normal(0, 1); } else { x ~ Normal(5, 1); } => M0102",
        "observe y ~ Normal(0, 1); observe y ~ Normal(mu, 1); => M0109",
        // What is generated never feeds the density.
        "x ~ Normal(g, 1); => M0106",
        "let h = g + 1; x ~ Normal(0, exp(h)); => M0106",
        "observe y ~ Normal(g, 1); => M0106",
        "factor g; => M0106",
        // And is never observed.
        "observe g ~ Normal(mu, 1); => M0101",
        "observe y + g ~ Normal(mu, 1); => M0101",
        "observe w[k] ~ Normal(mu, 1); => M0101",
        "observe mu ~ Normal(0, 1); => M0101",
      })
  void isRefused(String statements, String code) {
    assertEquals(List.of(code), codes(statements));
  }

  /** What is generated may read everything above, and what is observed. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      value = {
        "observe y ~ Normal(mu, 1); generate h = g + y; => ok",
        "generate h[i in 1..3] ~ Normal(g, 1); => ok",
        "x[1] ~ Normal(0, 1); x[i in 2..3] ~ Normal(x[i - 1], 1); => ok",
        "let h = g + 1; generate h2 = h; => ok",
        "observe w[1] ~ Normal(0, 1); observe w[i in 2..3] ~ Normal(mu, 1); => ok",
      })
  void isAdmitted(String statements, String ok) {
    assertTrue(codes(statements).isEmpty(), ok);
  }
}
