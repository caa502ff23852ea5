package bayes.examples.text;

import bayes.compiler.BoundModel;
import bayes.compiler.ExactInference;
import bayes.compiler.Model;
import bayes.examples.Example;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.inference.ExactPosterior;
import bayes.runtime.inference.ExactPosterior.Marginal;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.report.IntervalPlot;
import bayes.runtime.report.IntervalPlot.Interval;
import bayes.runtime.text.Corpus;
import bayes.runtime.text.TextSource;
import bayes.runtime.text.Unit;
import bayes.runtime.text.Vocabulary;
import bayes.runtime.text.VocabularyBuilder;
import bayes.runtime.text.VocabularyRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How often Hamilton uses a word, paper by paper: the posterior after one is the prior of the next.
 * The vocabulary is that of all papers.
 */
public final class WordFrequencies {
  private static final String FOLDER = "text/word_frequencies/";

  private static final int P05 = ExactPosterior.PROBABILITIES.indexOf(0.05);
  private static final int P50 = ExactPosterior.PROBABILITIES.indexOf(0.5);
  private static final int P95 = ExactPosterior.PROBABILITIES.indexOf(0.95);

  /** Of Hamilton's papers, of which there are 51. */
  private static final List<Integer> COUNTS = List.of(1, 2, 4, 8, 16, 32, 51);

  /** A Federalist paper. */
  private record Paper(String number, String author, String text) {}

  private final Path examples;
  private final List<Paper> papers;
  private final Vocabulary words;

  private WordFrequencies(Path examples, List<Paper> papers, Vocabulary words) {
    this.examples = examples;
    this.papers = papers;
    this.words = words;
  }

  /**
   * Reads the papers, and counts their words for the vocabulary.
   *
   * @param examples the folder of the examples
   */
  public static WordFrequencies of(Path examples) {
    Path file = examples.resolve("federalist/federalist.tsv");
    TextSource source = new TextSource("federalist.tsv", () -> Files.newInputStream(file));
    List<Paper> papers = new ArrayList<>();
    VocabularyBuilder words =
        new VocabularyBuilder(VocabularyRule.of(new Unit.Tokens("[a-z]+")).withLowercase(true));
    try {
      Corpus.table(source, "text")
          .read(
              document -> {
                String text = document.text();
                words.document(text);
                papers.add(
                    new Paper(
                        document.covariates().getOrDefault("paper", document.name()),
                        document.covariates().getOrDefault("author", ""),
                        text));
              });
    } catch (DataException e) {
      throw new IllegalArgumentException(e);
    }
    return new WordFrequencies(examples, papers, words.build());
  }

  /**
   * Draws the picture.
   *
   * @param arguments the folder of the examples
   */
  public static void main(String[] arguments) throws IOException {
    Path examples = Path.of(arguments[0]);
    List<Interval> rows = new ArrayList<>();
    List<After> posteriors = of(examples).asRead("HAMILTON", List.of("upon"), COUNTS);
    for (int i = 0; i < COUNTS.size(); i++) {
      Marginal upon = posteriors.get(i).words().get(0);
      rows.add(
          new Interval(
              COUNTS.get(i) + (COUNTS.get(i) == 1 ? " paper" : " papers"),
              1000 * upon.quantiles().get(P05),
              1000 * upon.quantiles().get(P50),
              1000 * upon.quantiles().get(P95)));
    }
    Files.writeString(
        examples.resolve(FOLDER + "word_frequencies.svg"),
        IntervalPlot.svg(
            "Hamilton's use of \"upon\" per thousand words, as papers are read",
            rows,
            OptionalDouble.empty()));
  }

  /** The words of all papers. */
  public Vocabulary words() {
    return words;
  }

  /**
   * A model of this example with the papers of an author.
   *
   * @param name of the model
   * @param more data beside the papers
   */
  public BoundModel bind(String name, String author, Data more) {
    Data data = papers(papers, author).overriddenBy(more);
    return Model.compile(Example.of(examples, FOLDER + name).source()).bind(data);
  }

  /**
   * The posterior after some papers.
   *
   * @param paper the number of the last
   * @param words how often the words asked for are used
   * @param logEvidence of all papers so far
   */
  public record After(String paper, List<Marginal> words, double logEvidence) {}

  /**
   * The posterior after so many papers of an author each: that after some is the prior of the next.
   *
   * @param counts of papers, increasing
   */
  public List<After> asRead(String author, List<String> words, List<Integer> counts) {
    Model model = Model.compile(Example.of(examples, FOLDER + "word_frequencies").source());
    Data vocabulary = Data.builder().put("Word", this.words.labels()).build();
    List<Paper> all = papers.stream().filter(paper -> paper.author().equals(author)).toList();
    List<After> posteriors = new ArrayList<>();
    @Nullable BoundModel posterior = null;
    int read = 0;
    for (int count : counts) {
      Data next = papers(all.subList(read, count), author);
      posterior =
          posterior == null ? model.bind(next.overriddenBy(vocabulary)) : updated(posterior, next);
      ExactInference exact = posterior.exact().orElseThrow();
      String last = all.get(count - 1).number();
      posteriors.add(new After(last, marginals(exact, words), exact.logEvidence()));
      read = count;
    }
    return posteriors;
  }

  private static BoundModel updated(BoundModel posterior, Data next) {
    RunSettings few = RunSettings.defaults(1).withChains(1).withDraws(4);
    var draws = posterior.exact().orElseThrow().sample(few).draws();
    return posterior.update(next, draws).value().orElseThrow().posterior();
  }

  /** How often words are used, by the posterior. */
  public static List<Marginal> marginals(ExactInference exact, List<String> words) {
    List<Marginal> found = new ArrayList<>();
    List<Marginal> all = exact.figures().marginals();
    for (String word : words) {
      String label = "theta[\"" + word + "\"]";
      found.add(
          all.stream()
              .filter(marginal -> marginal.label().equals(label))
              .findFirst()
              .orElseThrow());
    }
    return found;
  }

  private static Data papers(List<Paper> papers, String whose) {
    return Data.builder()
        .put("Paper", papers.stream().map(Paper::number).toList())
        .put("author", papers.stream().map(Paper::author).toList())
        .put("text", papers.stream().map(Paper::text).toList())
        .put("whose", whose)
        .build();
  }
}
