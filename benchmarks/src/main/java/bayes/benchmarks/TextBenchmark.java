package bayes.benchmarks;

import bayes.runtime.data.DataException;
import bayes.runtime.text.Corpus;
import bayes.runtime.text.NgramCounts;
import bayes.runtime.text.TextSource;
import bayes.runtime.text.TokenTable;
import bayes.runtime.text.Tokeniser;
import bayes.runtime.text.Unit;
import bayes.runtime.text.VocabularyRule;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reads a text on one core: bytes to characters, held against UTF-8 and digested; lower case;
 * tokens; counts of tokens and of pairs of neighbours. The text is a file over and over; paths are
 * seen from the project's folder, {@code -p latin=FILE} names others.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class TextBenchmark {
  private static final int SIZE = 20_000_000;

  @Param({
    "chars",
    "lines",
    "[a-z]+",
    "[a-z]+(?:'[a-z]+)*|[.,;:!?]",
    "words",
    "words by dictionary"
  })
  public String unit;

  @Param("examples/federalist/federalist.tsv")
  public String latin;

  @Param("examples/text/change_point/hongloumeng.tsv")
  public String chinese;

  private VocabularyRule rule;
  private TextSource text;

  /** Megabytes of text per second. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Amount {
    public double megabytes;
  }

  @Setup
  public void read() throws IOException {
    Unit of =
        switch (unit) {
          case "chars" -> Unit.CHARACTERS;
          case "lines" -> Unit.LINES;
          case "words", "words by dictionary" -> Unit.WORDS;
          default -> new Unit.Tokens(unit);
        };
    rule = VocabularyRule.of(of).withLowercase(true);
    byte[] once = Files.readAllBytes(Path.of(unit.endsWith("dictionary") ? chinese : latin));
    byte[] bytes = new byte[SIZE / once.length * once.length];
    for (int i = 0; i < bytes.length; i += once.length) {
      System.arraycopy(once, 0, bytes, i, once.length);
    }
    text = new TextSource(unit, () -> new ByteArrayInputStream(bytes));
    size = bytes.length;
  }

  private int size;

  /** The counts, so that they are made. */
  @Benchmark
  public List<Object> count(Amount amount) throws DataException {
    TokenTable tokens = new TokenTable();
    NgramCounts pairs = new NgramCounts(2);
    pairs.begin();
    Tokeniser tokeniser = Tokeniser.of(rule);
    Corpus.files(List.of(text))
        .read(
            document ->
                document.tokenise(
                    tokeniser, (chars, start, end) -> pairs.add(tokens.add(chars, start, end))));
    amount.megabytes += size / 1e6;
    return List.of(tokens, pairs);
  }
}
