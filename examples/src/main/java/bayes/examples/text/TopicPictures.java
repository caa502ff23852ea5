package bayes.examples.text;

import bayes.compiler.Model;
import bayes.examples.Example;
import bayes.runtime.data.CsvData;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.inference.GibbsSettings;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.report.AlignedTopics;
import bayes.runtime.report.IntervalPlot;
import bayes.runtime.report.IntervalPlot.Interval;
import bayes.runtime.report.Quantity;
import bayes.runtime.report.Summary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** Draws how much Federalist papers have in common with the tenth. */
public final class TopicPictures {
  private static final List<String> PAPERS =
      List.of("3", "9", "10", "14", "23", "30", "37", "44", "51", "57", "63", "78", "83");

  private TopicPictures() {}

  /**
   * @param arguments the folder of the examples
   */
  public static void main(String[] arguments) throws IOException, DataException {
    Path examples = Path.of(arguments[0]);
    Example example = Example.of(examples, "text/topics/topics");
    Data papers;
    try (InputStream in = Files.newInputStream(examples.resolve("federalist/federalist.tsv"))) {
      papers = CsvData.read("federalist.tsv", in);
    }
    Draws draws =
        Model.compile(example.source())
            .bind(papers)
            .sample(GibbsSettings.of(new RunSettings(4, 500, 100, 1, 2)))
            .draws();
    Summary summary = Summary.of(draws);
    List<Interval> intervals = new ArrayList<>();
    for (String paper : PAPERS) {
      for (Quantity q : summary.quantities()) {
        if (q.label().equals("alike[" + paper + "]"))
          intervals.add(new Interval("No. " + paper, q.q5(), q.q50(), q.q95()));
      }
    }
    if (intervals.size() != PAPERS.size()) throw new IllegalStateException(intervals.toString());
    Files.writeString(
        examples.resolve("text/topics/topics.svg"),
        IntervalPlot.svg(
            "Probability that words of a paper and of No. 10 have one topic",
            intervals,
            OptionalDouble.empty()));
  }

  /** The text of an example whose chains keep the words of topics too. */
  public static String withWords(Example example) {
    return example.source().text().replace("@record(false) phi", "@record phi");
  }

  /**
   * The topics of draws that kept their words.
   *
   * @param top how many words of each are told
   */
  public static AlignedTopics topics(Draws draws, int top) {
    List<String> names = draws.variables().stream().map(RecordedVariable::name).toList();
    return AlignedTopics.of(draws, names.indexOf("phi"), top);
  }
}
