package bayes.compiler;

import bayes.compiler.bind.InputValues;
import bayes.compiler.bind.ProgramEvaluator;
import bayes.compiler.diagnostic.Checked;
import bayes.compiler.lower.Input;
import bayes.compiler.lower.Lowering;
import bayes.compiler.model.Symbol;
import bayes.compiler.plan.Plan;
import bayes.compiler.plan.carry.Statistic;
import bayes.compiler.program.ProgramInstance;
import bayes.compiler.simplify.Simplify;
import bayes.runtime.data.CarriedStatistics.Cells;
import bayes.runtime.data.CarriedStatistics.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Computes the statistics of data.
 *
 * @param plan of the model, whose variables they are
 * @param sizes writes how many cells there are of each table of cells; none if there is no table
 * @param values writes all values, one statistic after the other
 */
record CarriedTotals(
    Plan plan,
    List<Input> inputs,
    List<Statistic> statistics,
    Optional<LinkedExecutable> sizes,
    LinkedExecutable values) {
  private static final double[] NONE = {};

  /** What was computed. */
  record Known(List<Table> tables, List<Cells> cells) {}

  static CarriedTotals of(Model model, List<Statistic> statistics) {
    Plan plan = model.plan().ofDensities();
    List<Input> inputs = model.programs().inputs();
    List<Symbol> sizes = new ArrayList<>();
    List<Symbol> values = new ArrayList<>();
    for (Statistic statistic : statistics) {
      values.addAll(statistic.values());
      if (statistic instanceof Statistic.Cells cells) sizes.add(cells.table().cells());
    }
    return new CarriedTotals(
        plan,
        inputs,
        List.copyOf(statistics),
        sizes.isEmpty() ? Optional.empty() : Optional.of(program(plan, inputs, sizes)),
        program(plan, inputs, values));
  }

  private static LinkedExecutable program(Plan plan, List<Input> inputs, List<Symbol> values) {
    return LinkedExecutable.of(Simplify.simplify(Lowering.ofValues(plan, inputs, values)));
  }

  /** The statistics of the data that are bound, and of those before. */
  Checked<Known> of(BoundModel bound) {
    ProgramEvaluator evaluator = new ProgramEvaluator(plan, inputs, bound.entries());
    InputValues data = new InputValues(inputs, bound.data());
    double[] numbers = new double[statistics.size()];
    sizes.ifPresent(program -> run(program, data, numbers));
    List<Table> tables = new ArrayList<>();
    int length = 0;
    int next = 0;
    for (Statistic statistic : statistics) {
      if (statistic instanceof Statistic.Array array) {
        Checked<List<Integer>> of = CarriedValues.sizes(array, bound.data(), evaluator);
        if (of.value().isEmpty()) return Checked.failed(of.diagnostics());
        Table table = Table.empty(array.name(), of.value().get(), array.absent());
        tables.add(table);
        length = Math.addExact(length, table.values().length);
      } else {
        int cells = (int) numbers[next++];
        length = Math.addExact(length, Math.multiplyExact(cells, statistic.values().size()));
      }
    }
    double[] all = new double[length];
    run(values, data, all);
    return Checked.of(known(tables, numbers, all));
  }

  private Known known(List<Table> tables, double[] numbers, double[] all) {
    List<Cells> cells = new ArrayList<>();
    int from = 0;
    int table = 0;
    for (Statistic statistic : statistics) {
      if (statistic instanceof Statistic.Array) {
        double[] values = tables.get(table++).values();
        System.arraycopy(all, from, values, 0, values.length);
        from += values.length;
      } else {
        int n = (int) numbers[cells.size()];
        List<int[]> keys = new ArrayList<>();
        for (int d = 1; d < statistic.values().size(); d++) {
          int[] key = new int[n];
          for (int i = 0; i < n; i++) key[i] = (int) all[from + i];
          keys.add(key);
          from += n;
        }
        cells.add(new Cells(statistic.name(), keys, Arrays.copyOfRange(all, from, from + n)));
        from += n;
      }
    }
    return new Known(tables, cells);
  }

  private static void run(LinkedExecutable program, InputValues data, double[] out) {
    ProgramInstance instance = program.newInstance();
    data.setAll(program.program(), instance);
    instance.prelude();
    instance.evaluate(NONE, out, BoundModel.NO_RANDOMNESS);
  }
}
