package bayes.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.compiler.plan.PlanOptions;
import bayes.compiler.source.Imports;
import bayes.compiler.source.SourceText;
import bayes.examples.text.Tagging;
import bayes.examples.text.Tagging.Token;
import bayes.runtime.convergence.Convergence;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.data.JsonData;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.inference.Evidence;
import bayes.runtime.inference.GibbsSettings;
import bayes.runtime.inference.ImportanceOutcome;
import bayes.runtime.inference.ImportanceSettings;
import bayes.runtime.inference.RunSettings;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Tags of held-out sentences (M10 and r08 of the reference suite for text models): the evidence of
 * the sentences that were learnt from, the probability of the others' words, how often the most
 * probable tags are right and how uncertain they are, all exact. The reference takes a sentence to
 * end by one more row of each tag's probabilities; a beta probability of the end beside the rest is
 * the same.
 */
class TaggerTest {
  private static final Example TAGGER = Example.of(Reference.EXAMPLES, "text/tagger/tagger");

  /**
   * Figures of r08.
   *
   * @param entropyUnknown in nats, of the tags of words that are not in the vocabulary
   * @param coverage the shares of words whose best tag has a probability of 0.8, 0.9, 0.95, 0.99
   * @param right the shares of right tags among these
   */
  private record Known(
      double logEvidence,
      double logScore,
      double accuracy,
      int unknown,
      double accuracyUnknown,
      double accuracyKnown,
      double entropyUnknown,
      double entropyKnown,
      double[] coverage,
      double[] right) {}

  private static final double T3_EVIDENCE = -16.529077816205614;

  /** How probable it is that the first and the fourth word have the same tag. */
  private static final double T3_ALIKE = 0.2754000728355598;

  private static final double MOST_ERRORS = 5;
  private static final String CHAIN = "n == 1 ? start : next[tag[s, n - 1]]";

  /** The example, with all words in its vocabulary. */
  private static final String TINY =
      TAGGER.source().text().replace("given(min_count: 2, unknown: true)", "given()");

  private static final double[] THRESHOLDS = {0.8, 0.9, 0.95, 0.99};

  private static final Known CLASSICAL_CHINESE =
      new Known(
          -227179.41029387532,
          -86672.60241767457,
          0.8450251843200234,
          943,
          0.4591728525980912,
          0.873549702100972,
          1.1217610624474972,
          0.40711082391280173,
          new double[] {
            0.6950142346156654, 0.5417913716329659, 0.41586977151616905, 0.19694868238557559
          },
          new double[] {
            0.953261212057557, 0.9758825114524387, 0.9873617693522907, 0.9981467753891772
          });

  /** With 0.01 added to the counts of words. */
  private static final Known ENGLISH =
      new Known(
          -1393085.1793999164,
          -150386.0828215341,
          0.8965888260141867,
          2991,
          0.5215646940822467,
          0.9473374655024205,
          1.2467350462705908,
          0.14692816303524786,
          new double[] {
            0.8117478281660955, 0.751215429983263, 0.6974575595759943, 0.5446321829919503
          },
          new double[] {
            0.974079528718704, 0.9848814386504695, 0.9905725059993143, 0.9966342284334528
          });

  /** With 0.01, and 0.1 added to the counts of tags. */
  private static final Known FEWER_TAGS =
      new Known(
          -1393147.7150449932,
          -150388.89860679733,
          0.896429425360644,
          2991,
          0.5208960213975259,
          0.9472469800479573,
          1.2426736483734426,
          0.14644907685312297,
          new double[] {
            0.8118673786562525, 0.7515342312903482, 0.6975372599027656, 0.5457878377301347
          },
          new double[] {
            0.9740342610317577, 0.984834826873111, 0.9905735831809872, 0.9966413551401869
          });

  private static final Known MORE_WORDS =
      new Known(
          -1534476.1923324256,
          -158363.027478916,
          0.8689328126245318,
          2991,
          0.48278167836843866,
          0.9211871691625572,
          1.1802393146162307,
          0.4885339404432855,
          new double[] {
            0.6697218458595681, 0.5618474535745597, 0.471148481708775, 0.29273930023113093
          },
          new double[] {
            0.9772105200523622, 0.9880133342790269, 0.9933181087710395, 0.9983664579362919
          });

  private static Tagging tagging(String source, String language, double a, double b)
      throws DataException {
    Path folder = TAGGER.modelFile().resolveSibling("");
    Data priors = Data.builder().put("a", a).put("b", b).build();
    return Tagging.of(
        Model.compile(source),
        priors,
        folder.resolve(language + ".tsv"),
        folder.resolve(language + "_test.tsv"));
  }

  private static Tagging tagging(String language, double a, double b) throws DataException {
    return tagging(TAGGER.source().text(), language, a, b);
  }

  private static void check(Known known, Tagging tagging) {
    near(known.logEvidence(), tagging.logEvidence());
    near(known.logScore(), tagging.logScore());
    near(known.accuracy(), tagging.accuracy(t -> true));
    assertEquals(known.unknown(), tagging.tokens().stream().filter(t -> !t.isKnown()).count());
    near(known.accuracyUnknown(), tagging.accuracy(t -> !t.isKnown()));
    near(known.accuracyKnown(), tagging.accuracy(Token::isKnown));
    near(known.entropyUnknown() / Math.log(2), tagging.bits(t -> !t.isKnown()));
    near(known.entropyKnown() / Math.log(2), tagging.bits(Token::isKnown));
    double all = tagging.tokens().size();
    for (int i = 0; i < THRESHOLDS.length; i++) {
      double threshold = THRESHOLDS[i];
      long sure = tagging.tokens().stream().filter(t -> t.probability() >= threshold).count();
      near(known.coverage()[i], sure / all);
      near(known.right()[i], tagging.accuracy(t -> t.probability() >= threshold));
    }
  }

  private static BoundModel tiny(String source, String first, String fourth) {
    return Model.compile(source).bind(data(first, fourth));
  }

  private static Data data(String first, String fourth) {
    String json =
        """
        {"a": 0.5, "b": 0.4, "Tag": ["1", "2"], "Word": ["0", "1", "2"],
         "word": [["0", "1", "0", "1", "2"], ["0", "2", "1", "0"]],
         "tag": [[%s, null, null, %s, null], [null, null, null, null]]}
        """
            .formatted(quoted(first), quoted(fourth));
    try {
      byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
      return JsonData.read("tiny", new ByteArrayInputStream(bytes));
    } catch (DataException e) {
      throw new AssertionError(e);
    }
  }

  private static String quoted(String tag) {
    return tag.equals("null") ? tag : '"' + tag + '"';
  }

  private static int column(Draws draws, String label) {
    return draws.layout().column(label).orElseThrow();
  }

  private static void near(double expected, double actual) {
    assertEquals(expected, actual, 1e-8 * Math.abs(expected));
  }

  @Test
  void classicalChinese() throws DataException {
    check(CLASSICAL_CHINESE, tagging("classical_chinese", 1, 0.1));
  }

  @Test
  void english() throws DataException {
    Tagging tagging = tagging("english", 1, 0.01);
    check(ENGLISH, tagging);
    assertTrue(tagging.accuracy(t -> true) >= 0.896);
    assertTrue(tagging.bits(t -> !t.isKnown()) > 8 * tagging.bits(Token::isKnown));
  }

  @Test
  @Tag("thorough")
  void otherPriors() throws DataException {
    check(FEWER_TAGS, tagging("english", 0.1, 0.01));
    check(MORE_WORDS, tagging("english", 1, 1));
  }

  /**
   * The same model text where nobody has tagged anything, and where some tags are there (T3 of the
   * suite, by enumeration in another program): two tags are alike as often as the evidence of the
   * sentences with two tags says.
   */
  @Test
  void sentencesWithoutTagsAndWithSome() {
    double none = tiny(TINY, "null", "null").exact().orElseThrow().logEvidence();
    near(T3_EVIDENCE, none);
    double alike = 0;
    double different = 0;
    for (String one : List.of("1", "2")) {
      for (String other : List.of("1", "2")) {
        double some = tiny(TINY, one, other).exact().orElseThrow().logEvidence();
        if (one.equals(other)) alike += Math.exp(some - none);
        else different += Math.exp(some - none);
      }
    }
    near(T3_ALIKE, alike);
    near(1 - T3_ALIKE, different);
  }

  /** The tags that are missing summed out as chains, or drawn given all others. */
  @Test
  void tagsThatAreMissingByOtherMethods() {
    double expected = tiny(TINY, "1", "2").exact().orElseThrow().logEvidence();
    double seen = estimate(TINY);
    assertEquals(0, seen, MOST_ERRORS, "errors");
    // A planted fault: tags do not depend on the ones before.
    double blind = estimate(TINY.replace(CHAIN, "start"));
    assertTrue(Math.abs(blind) > MOST_ERRORS, blind + " errors");
    assertTrue(expected < T3_EVIDENCE);
    BoundModel bound = tiny(TINY, "null", "null");
    Draws draws = bound.sample(new GibbsSettings(new RunSettings(1, 300, 6000, 11, 1), 3)).draws();
    double[] first = draws.chains(column(draws, "tag[1, 1]"))[0];
    double[] fourth = draws.chains(column(draws, "tag[1, 4]"))[0];
    double[][] alike = new double[1][first.length];
    for (int i = 0; i < first.length; i++) alike[0][i] = first[i] == fourth[i] ? 1 : 0;
    double mean = Arrays.stream(alike[0]).average().orElseThrow();
    assertEquals(T3_ALIKE, mean, MOST_ERRORS * Convergence.mcseMean(alike));
  }

  /** Every second tag of 400 sentences is missing; the page says how many are found. */
  @Test
  void everySecondTag() throws DataException {
    assertEquals(0.83, foundInParts(TAGGER.source().text()), 0.015);
    // A planted fault: tags do not depend on the ones before.
    assertTrue(foundInParts(TAGGER.source().text().replace(CHAIN, "start")) < 0.8);
  }

  private static double foundInParts(String source) throws DataException {
    Path folder = TAGGER.modelFile().resolveSibling("");
    Data parts = Tagging.read(folder.resolve("partly_tagged.tsv"), "word", "tag");
    List<String> some = Tagging.column(parts, "tag");
    List<String> tags =
        Tagging.column(Tagging.read(folder.resolve("english.tsv"), "_", "tag"), "tag");
    BoundModel bound = Model.compile(source).bind(parts);
    GibbsSettings settings = new GibbsSettings(new RunSettings(1, 100, 200, 3, 1), 1);
    Draws draws = bound.sample(settings).draws();
    List<RecordedVariable> variables = draws.layout().variables();
    int place = 0;
    while (!variables.get(place).name().equals("tag")) place++;
    List<String> members = variables.get(place).members();
    int column = draws.layout().offset(place);
    int missing = 0;
    int right = 0;
    for (int i = 0; i < some.size(); i++) {
      if (!some.get(i).isEmpty()) continue;
      int[] counts = new int[members.size() + 1];
      for (double value : draws.chains(column + missing)[0]) counts[(int) value]++;
      int best = 1;
      for (int tag = 2; tag < counts.length; tag++) if (counts[tag] > counts[best]) best = tag;
      missing++;
      if (members.get(best - 1).equals(tags.get(i))) right++;
    }
    assertEquals(4661, missing);
    return right / (double) missing;
  }

  /** How many standard errors the evidence by importance sampling is off. */
  private static double estimate(String source) {
    double expected = tiny(TINY, "1", "2").exact().orElseThrow().logEvidence();
    PlanOptions all = PlanOptions.defaults();
    PlanOptions summed =
        new PlanOptions(all.sums(), false, false, all.statistics(), all.reparameterisation());
    ImportanceSettings settings =
        ImportanceSettings.of(5).withDraws(40_000).withProposal(ImportanceSettings.Proposal.PRIOR);
    BoundModel bound =
        Model.compile(SourceText.of("tiny.bayes", source), Imports.NONE, summed)
            .bind(data("1", "2"));
    ImportanceOutcome outcome = bound.importance(settings);
    var found = (Evidence.Estimated) ((ImportanceOutcome.Sampled) outcome).fit().evidence();
    return (found.logEvidence() - expected) / found.standardError();
  }

  /** A planted fault: a tag does not depend on the one before. */
  @Test
  void tagsByThemselvesAreWrongMoreOften() throws DataException {
    String source = TAGGER.source().text();
    String blind = source.replace(CHAIN, "start");
    assertNotEquals(source, blind);
    Tagging tagging = tagging(blind, "classical_chinese", 1, 0.1);
    assertTrue(tagging.logEvidence() < CLASSICAL_CHINESE.logEvidence() - 1000);
    assertTrue(tagging.accuracy(t -> true) < CLASSICAL_CHINESE.accuracy() - 0.02);
  }

  /** A planted fault: another number is added to the counts of words. */
  @Test
  void anotherPriorIsAnotherPosterior() throws DataException {
    Tagging tagging = tagging("classical_chinese", 1, 0.11);
    double expected = CLASSICAL_CHINESE.logEvidence();
    assertNotEquals(expected, tagging.logEvidence(), 1e-8 * Math.abs(expected));
  }
}
