package bayes.compiler.plan.collapse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BoundModel;
import bayes.compiler.ExactInference;
import bayes.compiler.Model;
import bayes.compiler.plan.PlanOptions;
import bayes.compiler.source.Imports;
import bayes.compiler.source.SourceText;
import bayes.runtime.convergence.Convergence;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.data.JsonData;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.inference.ChainSettings;
import bayes.runtime.inference.Evidence;
import bayes.runtime.inference.GibbsSettings;
import bayes.runtime.inference.ImportanceOutcome;
import bayes.runtime.inference.ImportanceSettings;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Topics, latent classes and a hidden Markov model on a few words (T1, T2 and T3 of the reference
 * suite for text models), by every method that applies: the evidence, and how probable it is that
 * two tokens, documents or states are in the same class, which do not depend on the classes'
 * numbers. The exact answers are those of an enumeration in another program.
 */
class TinyExactTest {
  private static final Path ANSWERS = Path.of("src/test/resources/text/tiny_exact.csv");
  private static final double MOST_ERRORS = 5;

  enum Tiny {
    T1(CollapsedModels.TOPICS.model(), CollapsedModels.TOPICS.data()),
    T2(CollapsedModels.LATENT_CLASSES.model(), CollapsedModels.LATENT_CLASSES.data()),
    // A Dirichlet row over the tags and the end is a Beta share of the end, and a row of the rest.
    T3(
        """
        set Tag = 1..2;
        set Sentence;
        set Word = 0..2;
        data text : Word[Sentence][];
        data ends : int[Sentence][];
        start ~ Dirichlet(Tag, 0.5);
        move[t in Tag] ~ Dirichlet(Tag, 0.5);
        end[t in Tag] ~ Beta(0.5, 1);
        emit[t in Tag] ~ Dirichlet(Word, 0.4);
        for s in Sentence, n in 1..len(text[s]) {
          @record z[s, n] : Tag ~ Categorical(n == 1 ? start : move[z[s, n - 1]]);
          observe text[s, n] ~ Categorical(emit[z[s, n]]);
          observe ends[s, n] ~ Bernoulli(end[z[s, n]]);
        }
        """,
        "{\"text\": [[0, 1, 0, 1, 2], [0, 2, 1, 0]], \"ends\": [[0, 0, 0, 0, 1], [0, 0, 0, 1]]}");

    final String model;
    final String data;

    Tiny(String model, String data) {
      this.model = model;
      this.data = data;
    }

    BoundModel bind(PlanOptions options) {
      return bind(model, options);
    }

    BoundModel bind(String text, PlanOptions options) {
      try {
        Data entries =
            JsonData.read("data", new ByteArrayInputStream(data.getBytes(StandardCharsets.UTF_8)));
        return Model.compile(SourceText.of("tiny.bayes", text), Imports.NONE, options)
            .bind(entries);
      } catch (DataException e) {
        throw new AssertionError(e);
      }
    }

    double logEvidence() {
      return Objects.requireNonNull(answers().get(name() + ",,"));
    }

    /** The probability that two sites are in the same class. */
    double together(int site, int earlier) {
      return Objects.requireNonNull(answers().get(name() + "," + site + "," + earlier));
    }

    private static Map<String, Double> answers() {
      Map<String, Double> answers = new HashMap<>();
      try {
        for (String line : Files.readAllLines(ANSWERS)) {
          int comma = line.lastIndexOf(',');
          if (line.startsWith("T")) {
            answers.put(line.substring(0, comma), Double.valueOf(line.substring(comma + 1)));
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return answers;
    }
  }

  private static RunSettings run(int chains, int draws) {
    return new RunSettings(chains, 300, draws, 11, 1);
  }

  @ParameterizedTest
  @EnumSource
  void collapsedGibbsSamplingFindsWhatIsTogether(Tiny tiny) {
    ChainSettings settings = new GibbsSettings(run(1, 6000), 3);
    assertTrue(worst(tiny, tiny.bind(PlanOptions.defaults()), settings) < MOST_ERRORS);
  }

  @ParameterizedTest
  @EnumSource
  void summedLatentsAreDrawnBackTogether(Tiny tiny) {
    BoundModel bound = tiny.bind(summed());
    assertTrue(worst(tiny, bound, NutsSettings.of(run(2, 2000))) < MOST_ERRORS);
  }

  /** A planted fault: other prior counts of words. */
  @Test
  void anotherPriorIsSeen() {
    String wrong = Tiny.T2.model.replace("Dirichlet(Word, 0.5)", "Dirichlet(Word, 1.5)");
    BoundModel bound = Tiny.T2.bind(wrong, PlanOptions.defaults());
    assertTrue(worst(Tiny.T2, bound, new GibbsSettings(run(1, 6000), 3)) > MOST_ERRORS);
  }

  @ParameterizedTest
  @EnumSource
  void importanceSamplingFindsTheEvidence(Tiny tiny) {
    ImportanceSettings settings =
        ImportanceSettings.of(5).withDraws(40_000).withProposal(ImportanceSettings.Proposal.PRIOR);
    ImportanceOutcome outcome = tiny.bind(summed()).importance(settings);
    Evidence evidence = ((ImportanceOutcome.Sampled) outcome).fit().evidence();
    var known = (Evidence.Estimated) evidence;
    double expected = tiny.logEvidence();
    assertEquals(expected, known.logEvidence(), MOST_ERRORS * known.standardError());
    assertTrue(known.standardError() < 0.3, () -> "error " + known.standardError());
  }

  @ParameterizedTest
  @EnumSource
  void theEvidenceStateByStateIsExact(Tiny tiny) {
    double expected = tiny.logEvidence();
    ExactInference exact = tiny.bind(PlanOptions.defaults()).exact().orElseThrow();
    assertEquals(expected, exact.logEvidence(), 1e-10 * -expected);
  }

  /** Discrete latents are summed out, and what is left is explored by its gradient. */
  private static PlanOptions summed() {
    PlanOptions all = PlanOptions.defaults();
    return new PlanOptions(all.sums(), false, false, all.statistics(), all.reparameterisation());
  }

  /** The largest error of the probability that two sites are together, in standard errors. */
  private static double worst(Tiny tiny, BoundModel bound, ChainSettings settings) {
    int known = tiny == Tiny.T1 ? 15 : tiny == Tiny.T2 ? 5 : 9;
    List<double[][]> sites = sites(bound.sample(settings).draws());
    assertEquals(known, sites.size());
    double worst = 0;
    for (int i = 0; i < sites.size(); i++) {
      for (int j = 0; j < i; j++) {
        double[][] together = together(sites.get(i), sites.get(j));
        double probability = tiny.together(i, j);
        double mean =
            Arrays.stream(together).flatMapToDouble(Arrays::stream).average().orElseThrow();
        double error = Convergence.mcseMean(together);
        worst = Math.max(worst, Math.abs(mean - probability) / error);
      }
    }
    return worst;
  }

  private static List<double[][]> sites(Draws draws) {
    List<double[][]> sites = new ArrayList<>();
    int column = 0;
    for (RecordedVariable variable : draws.variables()) {
      for (int e = 0; e < variable.size(); e++, column++) {
        if (variable.kind() != RecordedVariable.Kind.REAL) sites.add(draws.chains(column));
      }
    }
    return sites;
  }

  private static double[][] together(double[][] one, double[][] other) {
    double[][] together = new double[one.length][one[0].length];
    for (int c = 0; c < one.length; c++) {
      for (int i = 0; i < one[c].length; i++) together[c][i] = one[c][i] == other[c][i] ? 1 : 0;
    }
    return together;
  }
}
