package bayes.examples.text;

import bayes.compiler.BoundModel;
import bayes.compiler.Model;
import bayes.examples.Example;
import bayes.runtime.data.CsvData;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.report.IntervalPlot;
import bayes.runtime.report.IntervalPlot.Interval;
import bayes.runtime.report.MemberShares;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Weighs the disputed Federalist papers by all of their words, and draws the picture of it. */
public final class Authorship {
  /** The numbers of the papers that both Hamilton and Madison claimed. */
  public static final List<Integer> DISPUTED =
      List.of(49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 62, 63);

  private static final String FOLDER = "text/authorship/";

  private final Path examples;
  private final Data papers;

  private Authorship(Path examples, Data papers) {
    this.examples = examples;
    this.papers = papers;
  }

  /**
   * Reads the papers.
   *
   * @param examples the folder of the examples
   */
  public static Authorship of(Path examples) throws IOException {
    try (InputStream in = Files.newInputStream(examples.resolve("federalist/federalist.tsv"))) {
      return new Authorship(examples, CsvData.read("federalist.tsv", in));
    } catch (DataException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /**
   * @param arguments the folder of the examples
   */
  public static void main(String[] arguments) throws IOException {
    Path examples = Path.of(arguments[0]);
    Authorship authorship = of(examples);
    List<Interval> rows = new ArrayList<>();
    for (int paper : DISPUTED) {
      for (double alpha : new double[] {0.1, 1}) {
        double odds = authorship.logOdds(paper, alpha);
        rows.add(new Interval("No. " + paper + ", alpha " + alpha, odds, odds, odds));
      }
    }
    Files.writeString(
        examples.resolve(FOLDER + "vocabulary.svg"),
        IntervalPlot.svg(
            "Log odds by all words: Hamilton above 0, Madison below", rows, OptionalDouble.of(0)));
  }

  /** A disputed paper beside the others, for a model of this example. */
  public BoundModel bind(String model, int paper, Data more) throws IOException {
    String text = Files.readString(examples.resolve(FOLDER + "disputed/" + paper + ".txt"));
    Data disputed = Data.builder().put("disputed", text).put("disputed_markers", text).build();
    try {
      Data all = Data.merge(List.of(papers, papers.only("text", "markers"), disputed, more));
      return Model.compile(Example.of(examples, FOLDER + model).source()).bind(all);
    } catch (DataException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /**
   * The exact log odds that a paper is Hamilton's rather than Madison's, by all of its words.
   *
   * @param alpha the prior count of each word
   */
  public double logOdds(int paper, double alpha) throws IOException {
    Data prior = Data.builder().put("alpha", alpha).build();
    MemberShares shares =
        bind("vocabulary", paper, prior).exact().orElseThrow().probabilities().get(0);
    double[] is = new double[2];
    for (MemberShares.Share share : shares.shares()) {
      is[share.member().equals("true") ? 1 : 0] = share.probability();
    }
    return Math.log(is[1]) - Math.log(is[0]);
  }
}
