package bayes.compiler.carry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import bayes.compiler.BoundModel;
import bayes.compiler.CarriedModel;
import bayes.compiler.ExactInference;
import bayes.compiler.Model;
import bayes.runtime.data.CarriedStatistics;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.data.JsonData;
import bayes.runtime.data.StatisticsData;
import bayes.runtime.inference.ExactPosterior.Marginal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Posteriors in closed form, brought from batch to batch by their statistics alone. */
class CarriedExactTest {
  private static final double TOLERANCE = 1e-10;

  static Data json(String text) {
    try {
      return JsonData.read("test", new ByteArrayInputStream(text.getBytes(UTF_8)));
    } catch (DataException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static CarriedModel carried(String text) {
    CarriedModel.Answer answer = Model.compile(text).carried(true);
    assertTrue(answer.model().isPresent(), answer.why());
    return answer.model().get();
  }

  /** The posterior after each batch. */
  private static List<CarriedModel.Batch> batches(CarriedModel model, List<Data> data) {
    List<CarriedModel.Batch> batches = new ArrayList<>();
    Optional<CarriedStatistics> before = Optional.empty();
    for (Data batch : data) {
      var bound = before.map(b -> model.tryBind(b, batch)).orElseGet(() -> model.tryBind(batch));
      assertTrue(bound.value().isPresent(), bound.diagnostics().toString());
      batches.add(bound.value().get());
      before = Optional.of(bound.value().get().statistics());
    }
    return batches;
  }

  private static ExactInference exact(BoundModel bound) {
    return bound.exact().orElseThrow();
  }

  /** That the last of some batches has the posterior of all data at once. */
  private static void assertSame(String text, List<Data> batches, Data all) {
    List<CarriedModel.Batch> carried = batches(carried(text), batches);
    ExactInference last = exact(carried.get(carried.size() - 1).posterior());
    ExactInference whole = exact(Model.compile(text).bind(all));
    assertEquals(
        whole.logEvidence(), last.logEvidence(), TOLERANCE * Math.abs(whole.logEvidence()));
    List<Marginal> expected = whole.figures().marginals();
    List<Marginal> found = last.figures().marginals();
    assertEquals(expected.size(), found.size());
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i).label(), found.get(i).label());
      assertEquals(expected.get(i).mean(), found.get(i).mean(), TOLERANCE);
      assertEquals(expected.get(i).sd(), found.get(i).sd(), TOLERANCE);
    }
  }

  @Test
  void wordsByAuthor() {
    assertSame(
        """
        set Doc;
        set Author;
        set Word;
        data text : Word[Doc][];
        data author : Author[Doc];
        theta[a in Author] ~ Dirichlet(Word, 0.1);
        for d in Doc, n in 1..len(text[d]) {
          observe text[d, n] ~ Categorical(theta[author[d]]);
        }
        """,
        List.of(
            json(
                "{\"text\": {\"a\": [\"x\", \"y\"], \"b\": [\"y\"]}, \"author\": {\"a\": \"H\", \"b\": \"M\"}}"),
            json("{\"text\": {\"c\": [\"z\", \"y\", \"y\"]}, \"author\": {\"c\": \"H\"}}"),
            json(
                "{\"text\": {\"d\": [\"x\"], \"e\": []}, \"author\": {\"d\": \"J\", \"e\": \"M\"}}")),
        json(
            "{\"text\": {\"a\": [\"x\", \"y\"], \"b\": [\"y\"], \"c\": [\"z\", \"y\", \"y\"], \"d\": [\"x\"], \"e\": []},"
                + " \"author\": {\"a\": \"H\", \"b\": \"M\", \"c\": \"H\", \"d\": \"J\", \"e\": \"M\"}}"));
  }

  /**
   * The textbook's normal example: 1,000 draws, known standard deviation 2, mu ~ Normal(0, 10).
   * Mean, standard deviation and log evidence after each hundred by the formulas of the normal
   * distribution, with NumPy.
   */
  @Test
  void tenBatchesOfTheTextbook() throws IOException {
    double[][] reference = {
      {4.897501776319473, 0.19996001199600144, -195.10053126009115},
      {4.938110928508299, 0.14140721622265262, -404.18945636146486},
      {4.917186567121049, 0.1154623566040508, -617.5861764700151},
      {4.989127977182532, 0.09999500037496879, -830.5026222513508},
      {4.973349831079512, 0.08943914160587584, -1040.7909613631741},
      {4.947339435441632, 0.08164693657357808, -1256.196406786021},
      {4.922930240232841, 0.07559073489741516, -1471.8632110036776},
      {4.942137803793308, 0.0707089104179903, -1681.8107570072327},
      {4.912069051930135, 0.0666651852345661, -1894.1335956850671},
      {4.942019217239308, 0.06324428833024963, -2106.057120000042}
    };
    double[] y =
        Files.readAllLines(Path.of("../examples/textbook_normal/textbook_normal.csv")).stream()
            .skip(1)
            .mapToDouble(Double::parseDouble)
            .toArray();
    List<Data> batches = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      batches.add(Data.builder().put("y", Arrays.copyOfRange(y, 100 * i, 100 * i + 100)).build());
    }
    String model =
        """
        set Row;
        data y : real[Row];
        mu ~ Normal(0, 10);
        observe y[i in Row] ~ Normal(mu, 2);
        """;
    List<CarriedModel.Batch> posteriors = batches(carried(model), batches);
    for (int i = 0; i < 10; i++) {
      ExactInference exact = exact(posteriors.get(i).posterior());
      Marginal mu = exact.figures().marginals().get(0);
      assertEquals(reference[i][0], mu.mean(), TOLERANCE);
      assertEquals(reference[i][1], mu.sd(), TOLERANCE);
      assertEquals(reference[i][2], exact.logEvidence(), TOLERANCE * 2200);
    }
    assertEquals(10, posteriors.get(9).statistics().batches());
  }

  /** {@code set}, by rows of two: for arrays over the rows of a batch. */
  private static Data rows(int from, int to, double[] y, int[] group) {
    return Data.builder()
        .put("y", Arrays.copyOfRange(y, from, to))
        .put("g", Arrays.copyOfRange(group, from, to))
        .build();
  }

  private static void assertSameByRows(String text, double[] y, int[] group) {
    List<Data> batches =
        List.of(
            rows(0, 1, y, group),
            rows(1, 4, y, group),
            rows(4, 4, y, group),
            rows(4, y.length, y, group));
    assertSame(text, batches, rows(0, y.length, y, group));
  }

  private static final double[] Y = {1003.1, 998.7, 1001.9, 1000.2, 1004.4, 996.3, 999.9, 1002.5};
  private static final int[] GROUP = {1, 2, 1, 3, 3, 2, 1, 2};

  @Test
  void means() {
    assertSameByRows(
        """
        set Row;
        data y : real[Row];
        data g : int[Row];
        data scale : real<lower=0> = 2.5;
        mu ~ Normal(0, 1000);
        observe y[i in Row] ~ Normal(mu, scale);
        """,
        Y,
        GROUP);
  }

  @Test
  void meansOfGroups() {
    assertSameByRows(
        """
        set Row;
        set Group = 1..3;
        data y : real[Row];
        data g : Group[Row];
        mu[k in Group] ~ Normal(900, 100);
        for i in Row {
          let scaled = (y[i] - 1000) / 2;
          observe scaled ~ Normal(mu[g[i]] / 2, 1 + index(g[i]));
        }
        """,
        Y,
        GROUP);
  }

  @Test
  void meanAndVariance() {
    assertSameByRows(
        """
        set Row;
        data y : real[Row];
        data g : int[Row];
        v ~ InverseGamma(2, 2);
        mu ~ Normal(1000, sqrt(v / 0.01));
        observe y[i in Row] ~ Normal(mu, sqrt(v));
        """,
        Y,
        GROUP);
  }

  @Test
  void ratesAndShares() {
    assertSameByRows(
        """
        set Row;
        set Group = 1..3;
        data y : real[Row];
        data g : int[Row];
        data more : int<lower=0> = 4;
        rate[k in Group] ~ Gamma(2, 0.5);
        p ~ Beta(1, 2);
        for i in Row {
          observe y[i] ~ Exponential(rate[g[i]]);
          observe g[i] ~ Binomial(more, p);
        }
        observe more ~ Binomial(10, p);
        """,
        Y,
        GROUP);
  }

  @Test
  void pairsOfWords() {
    String text =
        """
        set Doc;
        set Word;
        data text : Word[Doc][];
        data alpha : real<lower=0>;
        phi[w in Word] ~ Dirichlet(Word, alpha);
        start ~ Dirichlet(Word, 1);
        for d in Doc {
          observe text[d, 1] ~ Categorical(start);
          for n in 2..len(text[d]) {
            observe text[d, n] ~ Categorical(phi[text[d, n - 1]]);
          }
        }
        """;
    List<Data> batches =
        List.of(
            json("{\"text\": [[\"a\", \"b\", \"a\"], [\"b\"]], \"alpha\": 0.3}"),
            json("{\"text\": [[\"b\", \"b\", \"c\", \"b\"]]}"),
            json("{\"text\": [[\"c\"], [\"a\", \"b\"]], \"alpha\": 0.3}"));
    Data all =
        json(
            "{\"alpha\": 0.3, \"text\": [[\"a\", \"b\", \"a\"], [\"b\"], [\"b\", \"b\", \"c\", \"b\"],"
                + " [\"c\"], [\"a\", \"b\"]]}");
    assertSame(text, batches, all);
  }

  /** Counts of documents are given for all words: earlier documents say nothing of a new word. */
  @Test
  void setsThatSumsRunOverCannotGrow() {
    CarriedModel model =
        carried(
            """
            set Doc;
            set Word;
            data count : int<lower=0>[Doc, Word];
            theta ~ Dirichlet(Word, 1);
            observe count[d in Doc] ~ Multinomial(sum(count[d]), theta);
            """);
    Data first = json("{\"count\": {\"a\": {\"x\": 1, \"y\": 2}}}");
    CarriedStatistics before = model.tryBind(first).value().orElseThrow().statistics();
    Data same = json("{\"count\": {\"b\": {\"y\": 2, \"x\": 3}}}");
    assertTrue(model.tryBind(before, same).value().isPresent());
    Data more = json("{\"count\": {\"b\": {\"x\": 1, \"y\": 2, \"z\": 3}}}");
    var refused = model.tryBind(before, more);
    assertEquals("D0204", refused.diagnostics().get(0).code().id());
  }

  /** What is computed from all data is another number with new ones. */
  @Test
  void whatIsRelativeToAllDataCannotBeCarried() {
    String model =
        """
        set Row;
        data y : real[Row];
        let centre = mean(y);
        mu ~ Normal(0, 10);
        for i in Row {
          let z = y[i] - centre;
          observe z ~ Normal(mu, 2);
        }
        """;
    CarriedModel.Answer answer = Model.compile(model).carried(true);
    assertTrue(answer.model().isEmpty());
    assertTrue(answer.why().contains("`centre`"), answer.why());
  }

  /** Latents of single rows need the rows. */
  @Test
  void latentsOfSingleRowsCannotBeCarried() {
    CarriedModel.Answer answer =
        Model.compile(
                """
                set Row;
                data y : real[Row];
                mu[i in Row] ~ Normal(0, 10);
                observe y[i in Row] ~ Normal(mu[i], 2);
                """)
            .carried(true);
    assertTrue(answer.model().isEmpty());
  }

  @Test
  void statisticsAreReadAsTheyWereWritten() {
    CarriedModel model =
        carried(
            """
            set Doc;
            set Author;
            set Word;
            data text : Word[Doc][];
            data author : Author[Doc];
            data length : real[Doc];
            theta[a in Author] ~ Dirichlet(Word, 0.1);
            mu[a in Author] ~ Normal(0, 10);
            for d in Doc {
              observe length[d] ~ Normal(mu[author[d]], 2);
              for n in 1..len(text[d]) {
                observe text[d, n] ~ Categorical(theta[author[d]]);
              }
            }
            """);
    Data data =
        json(
            "{\"text\": [[\"x\", \"y\"], [\"y\"], []], \"author\": [\"H\", \"M\", \"H\"], \"length\": [0.1, 0.7, 1e-9],"
                + " \"Author\": [\"H\", \"J\", \"M\"]}");
    CarriedStatistics written = model.tryBind(data).value().orElseThrow().statistics();
    CarriedStatistics read = StatisticsData.read(StatisticsData.of(written)).orElseThrow();
    assertEquals(written.kept(), read.kept());
    assertEquals(written.batches(), read.batches());
    assertEquals(written.tables().size(), read.tables().size());
    for (int i = 0; i < written.tables().size(); i++) {
      assertEquals(written.tables().get(i).name(), read.tables().get(i).name());
      assertEquals(written.tables().get(i).sizes(), read.tables().get(i).sizes());
      assertArrayEquals(written.tables().get(i).values(), read.tables().get(i).values(), 0);
    }
    assertArrayEquals(written.cells().get(0).counts(), read.cells().get(0).counts(), 0);
    assertArrayEquals(written.cells().get(0).keys().get(1), read.cells().get(0).keys().get(1));
    Data more = json("{\"text\": [[\"y\"]], \"author\": [\"J\"], \"length\": [3.5]}");
    double expected =
        exact(model.tryBind(written, more).value().orElseThrow().posterior()).logEvidence();
    double found = exact(model.tryBind(read, more).value().orElseThrow().posterior()).logEvidence();
    assertEquals(expected, found, 0);
  }

  /** A long text, a chunk at a time: of more chunks the heap holds no more. */
  @Test
  void aTextThatIsNeverHeldAsAWhole() {
    CarriedModel model =
        carried(
            """
            vocab Char = chars();
            set Chunk;
            data text : Char[Chunk][];
            phi[c in Char] ~ Dirichlet(Char, 0.5);
            for k in Chunk, n in 2..len(text[k]) {
              observe text[k, n] ~ Categorical(phi[text[k, n - 1]]);
            }
            """);
    int chunks = 8;
    String chunk = "abcad".repeat(20_000);
    Iterator<Data> parts =
        IntStream.range(0, chunks)
            .mapToObj(
                i -> {
                  Data part = json("{\"text\": [\"" + chunk + "\"]}");
                  return i == 0
                      ? part.overriddenBy(json("{\"Char\": [\"a\", \"b\", \"c\", \"d\"]}"))
                      : part;
                })
            .iterator();
    CarriedModel.Batch all = model.tryBindAll(parts).value().orElseThrow();
    assertEquals(chunks, all.statistics().batches());
    double[] counts = all.statistics().cells().get(0).counts();
    // ab, ad, bc, ca, da: da not between chunks.
    double each = chunks * 20_000.0;
    assertArrayEquals(new double[] {each, each, each, each, each - chunks}, counts, 0);
  }
}
