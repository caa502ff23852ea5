package bayes.compiler.plan.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import bayes.runtime.data.DataException;
import bayes.runtime.draws.Draws;
import bayes.runtime.random.Streams;
import bayes.runtime.report.MemberShares;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Chains of which data have some elements and miss others: the missing ones are summed out, beside
 * those that are there, and the density is that of enumeration.
 */
class GapsTest {
  private record Example(String name, String text, String data) {}

  private static final String STATES =
      """
      data K : int;
      set State = 1..K;
      data N : int;
      data y : real[N];
      data z : State[N]?;
      alpha ~ Dirichlet(State, 1);
      theta[k in State] ~ Dirichlet(State, 1);
      mu : ordered[State] ~ Normal(0, 3);
      """;

  private static final String OBSERVED = "for t in 1..N { observe y[t] ~ Normal(mu[z[t]], 1); }\n";

  private static final String ONE_STATEMENT =
      STATES
          + "for t in 1..N { observe z[t] ~ Categorical(t == 1 ? alpha : theta[z[t - 1]]); }\n"
          + OBSERVED;

  private static final String TWO_STATEMENTS =
      STATES
          + """
          observe z[1] ~ Categorical(alpha);
          for t in 2..N { observe z[t] ~ Categorical(theta[z[t - 1]]); }
          """
          + OBSERVED;

  /** Tags of sentences, as they are written by users. */
  static final String TAGS =
      """
      set Tag = {"N", "V"};
      set Sentence;
      set Word;
      data word : Word[Sentence][];
      data tag : Tag[Sentence][]?;
      start ~ Dirichlet(Tag, 1);
      next[t in Tag] ~ Dirichlet(Tag, 1);
      last[t in Tag] ~ Beta(1, 2);
      emits[t in Tag] ~ Dirichlet(Word, 0.3);
      for s in Sentence, n in 1..len(word[s]) {
        observe tag[s, n] ~ Categorical(n == 1 ? start : next[tag[s, n - 1]]);
        observe word[s, n] ~ Categorical(emits[tag[s, n]]);
        observe n == len(word[s]) ~ Bernoulli(last[tag[s, n]]);
      }
      """;

  static final String TAGGED =
      """
      {"word": [["a", "b", "c", "a"], ["b", "b", "c"], ["c", "a"], [], ["a"]],
       "tag": [["N", null, null, "V"], [null, "V", null], ["N", "V"], [], [null]]}
      """;

  private static String series(String z) {
    return "{\"K\": 3, \"N\": 5, \"y\": [0.3, -1.2, 2.4, 1.1, -0.4], \"z\": " + z + "}";
  }

  private static final List<Example> EXAMPLES =
      List.of(
          new Example("tags of sentences", TAGS, TAGGED),
          new Example("one statement", ONE_STATEMENT, series("[null, 2, null, null, 1]")),
          new Example("two statements", TWO_STATEMENTS, series("[3, null, 2, null, null]")),
          new Example("nothing is there", ONE_STATEMENT, series("[null, null, null, null, null]")),
          new Example("all is there", ONE_STATEMENT, series("[1, 2, 2, 3, 1]")),
          new Example(
              "the first is given",
              STATES
                  + "for t in 2..N { observe z[t] ~ Categorical(theta[z[t - 1]]); }\n"
                  + OBSERVED,
              series("[2, null, null, 3, null]")),
          new Example(
              "one in between is given",
              STATES
                  + """
                  observe z[1] ~ Categorical(alpha);
                  observe z[2] ~ Categorical(theta[z[1]]);
                  for t in 4..N { observe z[t] ~ Categorical(theta[z[t - 1]]); }
                  """
                  + OBSERVED,
              series("[null, null, 2, null, null]")),
          new Example(
              "a branch",
              STATES
                  + """
                  for t in 1..N {
                    if t == 1 { observe z[t] ~ Categorical(alpha); }
                    else { observe z[t] ~ Categorical(theta[z[t - 1]]); }
                  }
                  """
                  + OBSERVED,
              series("[null, 2, null, 1, null]")),
          new Example(
              "plates of truth values",
              """
              data T : int;
              set Site;
              data on : bool[Site, T]?;
              data y : real[Site, T];
              stay[s in Site] ~ Beta(2, 1);
              up ~ Normal(0, 2);
              for s in Site, t in 1..T {
                observe on[s, t] ~ Bernoulli(t == 1 ? 0.3 : (on[s, t - 1] ? stay[s] : 0.2));
                observe y[s, t] ~ Normal(up * on[s, t], 1);
              }
              """,
              """
              {"T": 4, "Site": 2, "on": [[1, null, null, 0], [null, 1, null, null]],
               "y": [[0.1, 1.4, -1.2, 2], [0.4, 1, 0.2, -0.5]]}
              """),
          new Example(
              "bounded counts",
              """
              data T : int;
              data n : int<lower=0, upper=4>[T]?;
              data y : int[T];
              phi ~ Beta(1, 1);
              p ~ Beta(1, 1);
              observe n[1] ~ DiscreteUniform(0, 4);
              for t in 2..T { observe n[t] ~ BetaBinomial(4, 1 + phi * n[t - 1], 2); }
              for t in 1..T { observe y[t] ~ Poisson(0.1 + p * n[t]); }
              """,
              "{\"T\": 4, \"n\": [null, 3, null, null], \"y\": [3, 2, 2, 0]}"));

  @TestFactory
  Stream<DynamicTest> equalsEnumeration() {
    return EXAMPLES.stream()
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example.name(), () -> SummedChain.of(example.text(), example.data()).check()));
  }

  /** Sentences of random lengths with random words, of which random tags are there. */
  @TestFactory
  Stream<DynamicTest> randomGapsEqualEnumeration() {
    return IntStream.range(0, 6)
        .mapToObj(
            seed -> {
              String data = sentences(Streams.of(seed).chain(0));
              return DynamicTest.dynamicTest(
                  seed + ": " + data,
                  () -> {
                    SummedChain chain = SummedChain.of(TAGS, data);
                    chain.check();
                    probabilities(chain);
                  });
            });
  }

  /** At most eight tags are missing. */
  private static String sentences(RandomGenerator random) {
    int left = 8;
    List<String> words = new ArrayList<>();
    List<String> tags = new ArrayList<>();
    for (int sentence = 0; sentence < 4; sentence++) {
      List<String> ofWords = new ArrayList<>();
      List<String> ofTags = new ArrayList<>();
      int length = random.nextInt(5);
      for (int n = 0; n < length; n++) {
        ofWords.add(List.of("\"a\"", "\"b\"", "\"c\"").get(random.nextInt(3)));
        boolean isMissing = left > 0 && random.nextInt(2) == 0;
        if (isMissing) left--;
        ofTags.add(isMissing ? "null" : random.nextBoolean() ? "\"N\"" : "\"V\"");
      }
      words.add(ofWords.toString());
      tags.add(ofTags.toString());
    }
    return "{\"Word\": [\"a\", \"b\", \"c\"], \"word\": " + words + ", \"tag\": " + tags + "}";
  }

  /** Elements of which nothing tells how they are drawn have no transition of their own. */
  @Test
  void whatIsThereAndNotObservedIsNoStep() throws DataException {
    String data =
        """
        {"word": [["a", "b"], ["b", "c"]], "tag": [[null, "V", "N"], ["V", null]]}
        """;
    SummedChain.of(TAGS, data).check();
  }

  @TestFactory
  Stream<DynamicTest> probabilitiesAreThoseOfEnumeration() {
    return EXAMPLES.stream()
        .map(
            example ->
                DynamicTest.dynamicTest(
                    example.name(),
                    () -> probabilities(SummedChain.of(example.text(), example.data()))));
  }

  private static void probabilities(SummedChain chain) {
    double[] position = chain.position(3);
    double[][] expected = chain.probabilities(position);
    List<MemberShares> found = chain.bound().marginals(chain.draws(position, 1));
    assertEquals(expected.length, found.size());
    for (int site = 0; site < expected.length; site++) {
      double[] shares =
          found.get(site).shares().stream().mapToDouble(MemberShares.Share::probability).toArray();
      double[] falling = Arrays.stream(expected[site]).map(p -> -p).sorted().map(p -> -p).toArray();
      assertArrayEquals(falling, shares, 1e-10, found.get(site).label());
    }
  }

  @Test
  void missingElementsAreDrawnByTheirProbabilities() throws DataException {
    SummedChain chain = SummedChain.of(TAGS, TAGGED);
    double[] position = chain.position(2);
    double[][] expected = chain.probabilities(position);
    int count = 4000;
    Draws draws = chain.draws(position, count);
    for (int site = 0; site < expected.length; site++) {
      int column = site;
      double ofFirst =
          IntStream.range(0, count).filter(d -> draws.value(0, d, column) == 1).count()
              / (double) count;
      double p = expected[site][0];
      assertEquals(p, ofFirst, 4.5 * Math.sqrt(p * (1 - p) / count), "element " + site);
    }
  }

  /** A planted fault: a tag that is there is another one. */
  @Test
  void anotherTagIsAnotherDensity() throws DataException {
    SummedChain chain = SummedChain.of(TAGS, TAGGED);
    double[] position = chain.position(1);
    double expected = chain.enumerated(position).logSum();
    SummedChain other =
        SummedChain.of(TAGS, TAGGED.replace("[null, \"V\", null]", "[null, \"N\", null]"));
    assertNotEquals(expected, other.bound().newLogDensity().logDensity(position), 1e-3);
  }

  /** Each sentence whose tags are summed together is one observation. */
  @Test
  void sentencesAreObservations() throws DataException {
    List<String> labels = SummedChain.of(TAGS, TAGGED).bound().observations();
    assertEquals(List.of("tag[1]", "tag[2]", "tag[3]", "tag[4]", "tag[5]"), labels);
  }
}
