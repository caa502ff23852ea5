package bayes.benchmarks;

import bayes.compiler.Model;
import bayes.runtime.data.DataException;
import bayes.runtime.text.TextData;
import bayes.runtime.text.TextSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * From a text to an exact answer on one core: reads it, makes its vocabulary, checks it against the
 * model, counts, and computes the log evidence of unigrams or bigrams. The text is a file over and
 * over; paths are seen from the project's folder, {@code -p latin=FILE} names others.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 6)
@Measurement(iterations = 9)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx2g"})
public class TextAnswerBenchmark {
  private static final int SIZE = 20_000_000;
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  @Param({
    "chars()",
    "lines()",
    "tokens(pattern: \"[a-z]+\", lowercase: true)",
    "words(lowercase: true)",
    "words by dictionary"
  })
  public String unit;

  @Param({"unigrams", "bigrams"})
  public String model;

  @Param("examples/federalist/federalist.tsv")
  public String latin;

  @Param("examples/text/change_point/hongloumeng.tsv")
  public String chinese;

  private Model compiled;
  private TextSource text;
  private int size;

  /** Megabytes of text per second of the thread's own time, whatever else the machine does. */
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.EVENTS)
  public static class Speed {
    public double megabytesPerSecond;
  }

  @Setup
  public void read() throws IOException {
    boolean byDictionary = unit.endsWith("dictionary");
    String vocabulary = "vocab W = " + (byDictionary ? "words()" : unit) + ";\ndata text : W[];\n";
    compiled =
        Model.compile(
            vocabulary
                + (model.equals("unigrams")
                    ? """
                      p ~ Dirichlet(W, 0.1);
                      for t in 1..len(text) {
                        observe text[t] ~ Categorical(p);
                      }
                      """
                    : """
                      p[u in W] ~ Dirichlet(W, 0.1);
                      for t in 2..len(text) {
                        observe text[t] ~ Categorical(p[text[t-1]]);
                      }
                      """));
    byte[] once = Files.readAllBytes(Path.of(byDictionary ? chinese : latin));
    byte[] bytes = new byte[SIZE / once.length * once.length];
    for (int i = 0; i < bytes.length; i += once.length) {
      System.arraycopy(once, 0, bytes, i, once.length);
    }
    text = new TextSource(unit, () -> new ByteArrayInputStream(bytes));
    size = bytes.length;
  }

  @Benchmark
  public double logEvidence(Speed speed) throws DataException {
    long before = THREADS.getCurrentThreadCpuTime();
    double evidence =
        compiled.bind(TextData.whole("text", text)).exact().orElseThrow().logEvidence();
    speed.megabytesPerSecond = 1e3 * size / (THREADS.getCurrentThreadCpuTime() - before);
    return evidence;
  }
}
