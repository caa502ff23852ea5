package bayes.compiler;

import bayes.compiler.bind.BoundArray;
import bayes.compiler.bind.BoundData;
import bayes.compiler.bind.DataEvaluator;
import bayes.compiler.diagnostic.Checked;
import bayes.compiler.diagnostic.Diagnostic;
import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.plan.carry.Statistic;
import bayes.runtime.data.CarriedStatistics;
import bayes.runtime.data.CarriedStatistics.Cells;
import bayes.runtime.data.CarriedStatistics.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The statistics of earlier data as data of the programs that go on from them. */
record CarriedValues(List<Statistic> statistics, Optional<CarriedStatistics> before) {
  /** Of a model that goes on from nothing. */
  static final CarriedValues NONE = new CarriedValues(List.of(), Optional.empty());

  CarriedValues {
    statistics = List.copyOf(statistics);
  }

  /** Bound data with these. */
  Checked<BoundData> in(BoundData data, DataEvaluator evaluator) {
    BoundData all = data;
    List<Diagnostic> problems = new ArrayList<>();
    for (Statistic statistic : statistics) {
      if (statistic instanceof Statistic.Cells table) {
        all = cells(table, all);
      } else if (statistic instanceof Statistic.Array array) {
        Checked<List<Integer>> sizes = sizes(array, data, evaluator);
        problems.addAll(sizes.diagnostics());
        if (sizes.value().isEmpty()) continue;
        all = all.with(array.carried(), real(values(array, sizes.value().get())));
      }
    }
    return problems.isEmpty() ? Checked.of(all) : Checked.failed(problems);
  }

  private BoundData cells(Statistic.Cells table, BoundData data) {
    Optional<Cells> known = before.flatMap(b -> b.cells(table.name()));
    double[] counts = known.map(Cells::counts).orElse(new double[0]);
    BoundData all = data.with(table.cells(), integer(counts.length));
    for (int d = 0; d < table.keys().size(); d++) {
      int at = d;
      int[] keys = known.map(cells -> cells.keys().get(at)).orElse(new int[0]);
      all = all.with(table.keys().get(d), integer(keys));
    }
    return all.with(table.counts(), real(counts));
  }

  private static BoundArray integer(int... values) {
    return new BoundArray(new double[0], values, false);
  }

  private static BoundArray real(double[] values) {
    return new BoundArray(values, new int[0], true);
  }

  private double[] values(Statistic.Array statistic, List<Integer> sizes) {
    return before
        .flatMap(b -> b.table(statistic.name()))
        .map(table -> table.grown(sizes))
        .orElseGet(() -> Table.empty(statistic.name(), sizes, statistic.absent()))
        .values();
  }

  /** The sizes of a statistic's dimensions. */
  static Checked<List<Integer>> sizes(
      Statistic.Array statistic, BoundData data, DataEvaluator evaluator) {
    List<Integer> sizes = new ArrayList<>();
    for (IndexSet set : statistic.carried().type().dimensions()) {
      Optional<Checked<BoundArray>> size =
          evaluator.evaluate(new Expr.Size(set, statistic.carried().declared()), data);
      Checked<BoundArray> known =
          size.orElseThrow(() -> new IllegalStateException("a size that is not bound"));
      if (known.value().isEmpty()) return Checked.failed(known.diagnostics());
      sizes.add((int) known.value().get().get(0));
    }
    return Checked.of(sizes);
  }
}
