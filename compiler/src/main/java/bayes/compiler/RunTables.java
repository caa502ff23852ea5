package bayes.compiler;

import bayes.compiler.model.Symbol;
import bayes.compiler.plan.conjugate.HeldTables;
import bayes.runtime.data.Data;
import bayes.runtime.data.DataBuilder;
import bayes.runtime.draws.Draws;
import bayes.runtime.draws.Layout;
import bayes.runtime.draws.RecordedVariable;
import bayes.runtime.random.Streams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

/**
 * What a run knows of tables that are too large to be drawn: their counts, which a model reads as
 * data. A row of one is drawn where it is read, by a key that is a latent, or is at its mean.
 *
 * @param model as it is written, but for the tables
 * @param counts the data of the tables
 * @param keys the names of the keys
 */
record RunTables(Model model, Data counts, List<String> keys) {
  /** As many draws of a row tell its interval. */
  private static final int ENOUGH = 2000;

  /** The number of the purpose "keys of rows" among the streams of a seed. */
  private static final int KEYS = 17;

  /** Those of a posterior. */
  static RunTables of(Model model, List<HeldTables.Table> tables, BoundModel posterior) {
    DataBuilder counts = Data.builder();
    List<String> keys = new ArrayList<>();
    for (HeldTables.Table table : tables) {
      double[] sums = values(posterior, table.sumsOfRun());
      int[] indices =
          Arrays.stream(values(posterior, table.keysOfRun())).mapToInt(x -> (int) x).toArray();
      counts.put(table.size(), sums.length).put(table.keys(), indices).put(table.sums(), sums);
      keys.add(table.key());
    }
    return new RunTables(model, counts.build(), List.copyOf(keys));
  }

  private static double[] values(BoundModel posterior, Symbol symbol) {
    return posterior.valuesOfData(symbol);
  }

  /**
   * The draws of a run, several times over if they are few, such as a mode: each time with rows of
   * its own.
   */
  static Draws repeated(Draws run) {
    int count = run.chains() * run.draws();
    if (count == 0 || count >= ENOUGH || run.weights().isPresent()) return run;
    int times = (ENOUGH + count - 1) / count;
    int width = run.layout().width();
    List<double[]> rows = new ArrayList<>();
    List<double[]> none = new ArrayList<>();
    for (int chain = 0; chain < run.chains(); chain++) {
      double[] all = new double[Math.multiplyExact(times * run.draws(), width)];
      for (int row = 0; row < times * run.draws(); row++) {
        for (int i = 0; i < width; i++) {
          all[row * width + i] = run.value(chain, row % run.draws(), i);
        }
      }
      rows.add(all);
      none.add(new double[0]);
    }
    return Draws.of(run.layout(), List.of(), times * run.draws(), rows, none);
  }

  /** The draws of a run with rows at their means. */
  Draws atMeans(Draws run) {
    return with(run, chain -> () -> 0);
  }

  /** The draws of a run, each with rows of its own. */
  Draws drawn(Draws run, long seed) {
    return with(
        run,
        chain -> {
          RandomGenerator random = Streams.of(seed).purpose(KEYS).chain(chain);
          return () -> random.nextDouble(0x1p-53, 1);
        });
  }

  private interface Chains {
    DoubleSupplier keys(int chain);
  }

  private Draws with(Draws run, Chains of) {
    List<RecordedVariable> variables = new ArrayList<>(run.variables());
    for (String key : keys) {
      variables.add(new RecordedVariable(key, RecordedVariable.Kind.REAL, List.of(), List.of()));
    }
    int before = run.layout().width();
    int width = before + keys.size();
    List<double[]> rows = new ArrayList<>();
    List<double[]> none = new ArrayList<>();
    for (int chain = 0; chain < run.chains(); chain++) {
      DoubleSupplier next = of.keys(chain);
      double[] all = new double[Math.multiplyExact(run.draws(), width)];
      for (int draw = 0; draw < run.draws(); draw++) {
        int first = draw * width;
        for (int i = 0; i < before; i++) all[first + i] = run.value(chain, draw, i);
        for (int k = before; k < width; k++) all[first + k] = next.getAsDouble();
      }
      rows.add(all);
      none.add(new double[0]);
    }
    Draws draws = Draws.of(Layout.of(variables), List.of(), run.draws(), rows, none);
    return run.weights().map(w -> draws.weighted(List.of(w))).orElse(draws);
  }
}
