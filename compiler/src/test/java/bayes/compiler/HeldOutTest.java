package bayes.compiler;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.plan.PlanOptions;
import bayes.compiler.source.Imports;
import bayes.compiler.source.SourceText;
import bayes.runtime.data.Data;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.NutsSettings;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.report.HeldOutScore;
import bayes.runtime.report.PredictiveTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The score of held-out data against its definition, written out by hand for small models. */
class HeldOutTest {
  private static final String PAIRS =
      """
      set Word;
      set Place;
      data before : Word[Place];
      data after : Word[Place];
      p[w in Word] ~ Dirichlet(Word, 0.5);
      observe after[i in Place] ~ Categorical(p[before[i]]);
      """;

  private static final List<String> WORDS = List.of("a", "b", "c");

  private static Data data(String before, String after) {
    return Data.builder()
        .put("before", List.of(before.split("")))
        .put("after", List.of(after.split("")))
        .build();
  }

  private static BoundModel posterior(String model) {
    Data words = Data.builder().put("Word", WORDS).build();
    return Model.compile(model).bind(data("aaaabb", "bbcabc").overriddenBy(words));
  }

  private static Draws exact(BoundModel bound) {
    return bound.exact().orElseThrow().sample(RunSettings.defaults(1)).draws();
  }

  private static HeldOutScore score(BoundModel posterior, Draws draws, Data heldOut) {
    return posterior.heldOut(heldOut, draws).value().orElseThrow().score();
  }

  /** After "a" came b twice, c and a once, after "b" b and c, after "c" nothing. */
  private static final double BY_HAND =
      Math.log(2.5 / 5.5) + Math.log(1.5 / 3.5) + Math.log(0.5 / 3.5) + Math.log(0.5 / 1.5);

  @Test
  void aScoreIsTheLogOfThePosteriorMeanOfEachProbability() {
    BoundModel posterior = posterior(PAIRS);
    HeldOutScore score = score(posterior, exact(posterior), data("abbc", "bcaa"));
    assertTrue(score.isAtMeans());
    assertEquals(BY_HAND, score.total(), 1e-12);
    assertEquals(Math.exp(-BY_HAND / 4), score.perplexity().orElseThrow(), 1e-12);
    assertEquals(-BY_HAND / 4 / Math.log(2), score.bitsPerEvent(), 1e-12);
    assertEquals("after[2]", score.points().get(1).label());
    assertEquals("c", score.points().get(1).value());
    assertEquals(Math.log(1.5 / 3.5), score.points().get(1).score(), 1e-12);
    double low = score.interval().orElseThrow().q5();
    assertTrue(low < score.interval().orElseThrow().q95() && low < BY_HAND);
  }

  @Test
  void anotherPriorHasAnotherScore() {
    BoundModel posterior = posterior(PAIRS.replace("0.5", "0.6"));
    HeldOutScore score = score(posterior, exact(posterior), data("abbc", "bcaa"));
    assertTrue(Math.abs(BY_HAND - score.total()) > 0.01);
  }

  @Test
  void chainsComeToTheSameScore() {
    SourceText text = SourceText.of("pairs.bayes", PAIRS);
    Model explored = Model.compile(text, Imports.NONE, PlanOptions.asWritten());
    BoundModel posterior = explored.bind(posterior(PAIRS).entries());
    Draws draws = posterior.sample(NutsSettings.of(RunSettings.defaults(4))).draws();
    HeldOutScore score = score(posterior, draws, data("abbc", "bcaa"));
    assertFalse(score.isAtMeans());
    assertEquals(BY_HAND, score.total(), 0.1);
  }

  @Test
  void learningOnTheWayIsTheDifferenceOfEvidences() {
    BoundModel posterior = posterior(PAIRS);
    // The second "b" after "a" is more probable as the first was seen.
    double byHand = Math.log(2.5 / 5.5) + Math.log(3.5 / 6.5) + Math.log(0.5 / 1.5);
    HeldOut.Online online =
        HeldOut.online(posterior, data("aac", "bba")).value().orElseThrow().orElseThrow();
    assertEquals(byHand, online.logScore(), 1e-10);
    assertEquals(3, online.events());
    assertFalse(
        Math.abs(score(posterior, exact(posterior), data("aac", "bba")).total() - byHand) < 0.01);
  }

  /** Nothing is integrated out, and the form of the weights is chosen by the data. */
  @Test
  void labelsThatNothingElseReadsHaveTheirDistributionsMeans() {
    Model model =
        Model.compile(
            """
            vocab Word = given;
            set Kind = {"no", "yes"};
            set Doc;
            data text : Word[Doc][];
            data label : Kind[Doc]?;
            tau ~ HalfNormal(1);
            weight[w in Word] ~ Normal(0, tau);
            for d in Doc {
              let score = sum(weight[text[d]]);
              observe label[d] ~ Categorical(logits: [k == "yes" ? score : 0 for k in Kind]);
            }
            """);
    List<List<String>> texts = List.of(List.of("a", "b"), List.of("b"), List.of("a"));
    BoundModel posterior =
        model.bind(
            Data.builder().put("text", texts).put("label", List.of("yes", "no", "yes")).build());
    RunSettings few = RunSettings.defaults(1).withWarmup(50).withDraws(20);
    Draws draws = posterior.sample(NutsSettings.of(few)).draws();
    Data unread = Data.builder().put("text", List.of(List.of("b", "a", "a"))).build();
    HeldOut heldOut = posterior.heldOut(unread, draws).value().orElseThrow();
    assertFalse(heldOut.isAtMeans());
    int a = draws.layout().labels().indexOf("weight[\"a\"]");
    int b = draws.layout().labels().indexOf("weight[\"b\"]");
    int count = draws.chains() * draws.draws();
    double byHand = 0;
    for (int c = 0; c < draws.chains(); c++) {
      for (int d = 0; d < draws.draws(); d++) {
        double score = 2 * draws.value(c, d, a) + draws.value(c, d, b);
        byHand += 1 / (1 + Math.exp(-score)) / count;
      }
    }
    PredictiveTable label = heldOut.latents(2).get(0);
    assertEquals("yes", label.rows().get(0).value());
    assertEquals(byHand, label.rows().get(0).probability(), 1e-12);
  }

  @Test
  void densitiesHaveNoPerplexity() {
    Model model =
        Model.compile(
            "set I; data y : real[I]; m ~ Normal(0, 1); observe y[i in I] ~ Normal(m, 1);");
    BoundModel posterior = model.bind(Data.builder().put("y", new double[] {1, 2, 1.5}).build());
    Draws draws = posterior.sample(NutsSettings.of(RunSettings.defaults(2))).draws();
    HeldOutScore score =
        score(posterior, draws, Data.builder().put("y", new double[] {0.5}).build());
    assertFalse(score.isOfTokens());
    assertTrue(score.perplexity().isEmpty());
    // The mean is 4.5 / 4 with precision 4: the next is normal with variance 1 + 1 / 4.
    double z = 0.5 - 1.125;
    double byHand = -0.5 * (Math.log(2 * Math.PI * 1.25) + z * z / 1.25);
    assertEquals(byHand, score.total(), 0.02);
  }

  @Test
  void latentsOfNewMembersAreTold() {
    Model model =
        Model.compile(
            "set I; data y : real[I]; m[i in I] ~ Normal(0, 1); observe y[i in I] ~ Normal(m[i], 1);");
    BoundModel posterior =
        model.bind(Data.builder().put("I", List.of("x")).put("y", new double[] {1}).build());
    Draws draws = posterior.sample(NutsSettings.of(RunSettings.defaults(2))).draws();
    Data other = Data.builder().put("I", List.of("new")).put("y", new double[] {1}).build();
    assertEquals(
        List.of("m[\"new\"]"), posterior.heldOut(other, draws).value().orElseThrow().newLatents());
  }

  @Test
  void theTrueModelScoresBest() {
    // Words that depend on the one before, against a model in which they do not.
    String independent =
        """
        set Word;
        set Place;
        data before : Word[Place];
        data after : Word[Place];
        q ~ Dirichlet(Word, 0.5);
        observe after[i in Place] ~ Categorical(q);
        """;
    Random random = new Random(7);
    StringBuilder text = new StringBuilder("a");
    for (int i = 0; i < 800; i++) {
      int last = text.charAt(i) - 'a';
      text.append((char) ('a' + (random.nextDouble() < 0.6 ? (last + 1) % 3 : random.nextInt(3))));
    }
    Data words = Data.builder().put("Word", WORDS).build();
    Data train = data(text.substring(0, 400), text.substring(1, 401)).overriddenBy(words);
    Data test = data(text.substring(400, 800), text.substring(401, 801));
    List<Double> scores = new ArrayList<>();
    for (String model : List.of(PAIRS, independent, PAIRS.replace("0.5", "500"))) {
      BoundModel posterior = Model.compile(model).bind(train);
      scores.add(score(posterior, exact(posterior), test).total());
    }
    assertTrue(scores.get(0) > scores.get(1) + 10, scores.toString());
    assertTrue(scores.get(0) > scores.get(2) + 10, scores.toString());
  }
}
