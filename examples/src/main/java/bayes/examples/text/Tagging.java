package bayes.examples.text;

import bayes.compiler.BoundModel;
import bayes.compiler.ExactInference;
import bayes.compiler.HeldOut;
import bayes.compiler.Model;
import bayes.examples.Example;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataException;
import bayes.runtime.data.DataValue;
import bayes.runtime.draws.Draws;
import bayes.runtime.inference.RunSettings;
import bayes.runtime.report.PredictiveTable;
import bayes.runtime.text.TextData;
import bayes.runtime.text.TextSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The tags of sentences that a posterior has not seen, word by word: how often they are right, and
 * how uncertain they are.
 */
public final class Tagging {
  /** Words that come less often are one word, that of all unknown ones. */
  private static final int MIN_COUNT = 2;

  private final ExactInference exact;
  private final HeldOut heldOut;
  private final List<Token> tokens;

  /**
   * A word of the held-out sentences.
   *
   * @param isKnown whether it came twice or more in the sentences that were learnt from
   * @param tag the right one
   * @param found the most probable one
   * @param probability of the most probable one
   * @param bits the entropy of its tag
   */
  public record Token(
      String word, boolean isKnown, String tag, String found, double probability, double bits) {
    /** Whether the most probable tag is the right one. */
    public boolean isRight() {
      return tag.equals(found);
    }
  }

  private Tagging(ExactInference exact, HeldOut heldOut, List<Token> tokens) {
    this.exact = exact;
    this.heldOut = heldOut;
    this.tokens = List.copyOf(tokens);
  }

  /**
   * Learns from sentences with their tags, and tags others.
   *
   * @param priors what is added to the counts, {@code a} and {@code b} of the model
   * @param learnt tagged text
   * @param test tagged text, of which the model sees the words alone
   */
  public static Tagging of(Model model, Data priors, Path learnt, Path test) throws DataException {
    Data known = read(learnt, "word", "tag");
    BoundModel posterior = model.bind(known.overriddenBy(priors));
    ExactInference exact = posterior.exact().orElseThrow();
    Draws draws = exact.sample(RunSettings.defaults(1).withDraws(1)).draws();
    Data words = read(test, "word", "_");
    HeldOut heldOut = posterior.heldOut(words, draws).value().orElseThrow();
    Map<String, Integer> counts = new HashMap<>();
    for (String word : column(known, "word")) counts.merge(word, 1, Integer::sum);
    List<String> all = column(words, "word");
    List<String> tags = column(read(test, "_", "tag"), "tag");
    List<PredictiveTable> tables = heldOut.latents(1);
    List<Token> tokens = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      PredictiveTable table = tables.get(i);
      PredictiveTable.Row best = table.rows().get(0);
      tokens.add(
          new Token(
              all.get(i),
              counts.getOrDefault(all.get(i), 0) >= MIN_COUNT,
              tags.get(i),
              best.value(),
              best.probability(),
              table.uncertainty().orElseThrow().total()));
    }
    return new Tagging(exact, heldOut, tokens);
  }

  /**
   * Tagged text, of which some columns are read under their names, and those called "_" are not.
   */
  public static Data read(Path file, String... columns) throws DataException {
    TextSource source = new TextSource(file.toString(), () -> Files.newInputStream(file));
    return TextData.tagged(List.of(columns), source);
  }

  /** What one column has, sentence after sentence; empty where it is missing. */
  public static List<String> column(Data data, String name) {
    List<String> all = new ArrayList<>();
    collect(data.find(name).orElseThrow().value(), all);
    return all;
  }

  private static void collect(DataValue value, List<String> all) {
    if (value instanceof DataValue.Sequence list) {
      for (int i = 0; i < list.size(); i++) collect(list.get(i), all);
    } else {
      all.add(value instanceof DataValue.Text text ? text.value() : "");
    }
  }

  /** The log evidence of the sentences that were learnt from. */
  public double logEvidence() {
    return exact.logEvidence();
  }

  /** The log probability of the words of the others, whatever their tags. */
  public double logScore() {
    return heldOut.score().total();
  }

  /** The words of the held-out sentences, in order. */
  public List<Token> tokens() {
    return tokens;
  }

  /** The share of right tags among some words. */
  public double accuracy(Predicate<Token> of) {
    return tokens.stream().filter(of).mapToInt(t -> t.isRight() ? 1 : 0).average().orElseThrow();
  }

  /** The mean entropy of the tags of some words, in bits. */
  public double bits(Predicate<Token> of) {
    return tokens.stream().filter(of).mapToDouble(Token::bits).average().orElseThrow();
  }

  /**
   * @param arguments the folder of the examples
   */
  public static void main(String[] arguments) throws IOException, DataException {
    Path examples = Path.of(arguments[0]);
    Example example = Example.of(examples, "text/tagger/tagger");
    Path folder = example.modelFile().resolveSibling("");
    Model model = Model.compile(example.source());
    System.out.println("                             words  right  entropy (bits)");
    Tagging english =
        of(model, priors(0.01), folder.resolve("english.tsv"), folder.resolve("english_test.tsv"));
    english.print("English");
    of(
            model,
            priors(0.1),
            folder.resolve("classical_chinese.tsv"),
            folder.resolve("classical_chinese_test.tsv"))
        .print("Classical Chinese");
    Files.writeString(folder.resolve("tagger.svg"), TaggingPicture.svg(english.tokens()));
  }

  /** The number that is added to the counts of words under a tag; 1 is, to those of tags. */
  public static Data priors(double ofWords) {
    return Data.builder().put("b", ofWords).build();
  }

  private void print(String language) {
    print(language + ", known", Token::isKnown);
    print(language + ", unknown", token -> !token.isKnown());
    print(language + ", all", token -> true);
  }

  private void print(String name, Predicate<Token> of) {
    System.out.printf(
        Locale.ROOT,
        "%-26s%,8d  %4.1f%%  %8.3f%n",
        name,
        tokens.stream().filter(of).count(),
        100 * accuracy(of),
        bits(of));
  }
}
