package bayes.benchmarks;

import bayes.compiler.Model;
import bayes.compiler.source.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * How long every model of {@code examples/posteriordb} takes from text to a compiled gradient, the
 * plan included, in a warm JVM: the median of some compilations, the slowest model first.
 */
public final class PackCompilation {
  private static final Path FOLDER = Path.of("examples/posteriordb");
  private static final int ROUNDS_OF_WARMUP = 5;
  private static final int ROUNDS = 11;

  private PackCompilation() {}

  private record Measured(Path file, double milliseconds) {}

  /** Compiles; takes no arguments. */
  public static void main(String[] arguments) throws IOException {
    List<Path> files;
    try (Stream<Path> found = Files.walk(FOLDER)) {
      files = found.filter(file -> file.toString().endsWith(".bayes")).sorted().toList();
    }
    double[][] taken = new double[files.size()][ROUNDS];
    for (int round = -ROUNDS_OF_WARMUP; round < ROUNDS; round++) {
      for (int i = 0; i < files.size(); i++) {
        double milliseconds = compile(files.get(i));
        if (round >= 0) taken[i][round] = milliseconds;
      }
    }
    List<Measured> all = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      Arrays.sort(taken[i]);
      all.add(new Measured(files.get(i), taken[i][ROUNDS / 2]));
    }
    all.sort(Comparator.comparingDouble(Measured::milliseconds).reversed());
    for (Measured one : all) {
      System.out.printf("%8.1f ms  %s%n", one.milliseconds(), FOLDER.relativize(one.file()));
    }
  }

  private static double compile(Path file) throws IOException {
    SourceText source = SourceText.of(file.getFileName().toString(), Files.readString(file));
    long start = System.nanoTime();
    Model model = Model.compile(source);
    long end = System.nanoTime();
    if (model.plan().written().statements().isEmpty()) throw new IllegalStateException("empty");
    return (end - start) / 1e6;
  }
}
