package bayes.compiler;

import bayes.compiler.lower.IndexTable;
import bayes.compiler.model.Expr;
import bayes.compiler.model.IndexSet;
import bayes.compiler.model.Substitution;
import bayes.compiler.model.Symbol;
import bayes.compiler.model.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fills tables of iterations from data: a counting sort of the iterations by the element. */
final class IndexTables {
  private final Axes axes;
  private final List<IndexSet> plate;
  private final List<int[]> elements = new ArrayList<>();
  private final List<int[]> members = new ArrayList<>();

  private IndexTables(Axes axes, List<IndexSet> plate) {
    this.axes = axes;
    this.plate = plate;
  }

  /** The arrays of a latent's tables by their numbers. */
  static Map<Integer, int[]> of(List<IndexTable> tables, Symbol latent, int plate, Axes axes) {
    Map<Integer, int[]> arrays = new HashMap<>();
    List<IndexSet> dimensions = latent.type().dimensions().subList(0, plate);
    for (IndexTable table : tables) {
      IndexTables filled = new IndexTables(axes, dimensions);
      if (table.isRagged()) filled.rows(table);
      else filled.grid(table);
      filled.sort(table, arrays);
    }
    return arrays;
  }

  /** All combinations of members. */
  private void grid(IndexTable table) {
    int total = 1;
    for (Expr.Binder loop : table.loops()) {
      total = Math.multiplyExact(total, axes.axis(loop.set()).size());
    }
    int before = total;
    for (Expr.Binder loop : table.loops()) {
      int size = axes.axis(loop.set()).size();
      if (size > 0) before /= size;
      int first = axes.first(loop.set());
      int[] member = new int[total];
      for (int i = 0; i < total; i++) member[i] = first + i / before % size;
      members.add(member);
    }
    for (Expr index : table.indices()) elements.add(values(table.loops(), index, total));
  }

  /** The last loop's length is that of the row. */
  private void rows(IndexTable table) {
    int last = table.loops().size() - 1;
    List<Expr.Binder> outer = table.loops().subList(0, last);
    Expr.Binder inner = table.loops().get(last);
    int nRows = 1;
    for (Expr.Binder loop : outer) {
      nRows = Math.multiplyExact(nRows, axes.axis(loop.set()).size());
    }
    IndexSet set = inner.set();
    Expr place = table.indices().get(0);
    Expr lower =
        set instanceof IndexSet.Range range ? range.lower() : new Expr.IntConstant(1, place.span());
    int[] firsts = values(outer, lower, nRows);
    int[] sizes = values(outer, new Expr.Size(set, place.span()), nRows);
    Expr upper =
        set instanceof IndexSet.Range range ? range.upper() : new Expr.Size(set, place.span());
    int total = 0;
    for (int size : sizes) total = Math.addExact(total, size);
    int before = nRows;
    for (Expr.Binder loop : outer) {
      int size = axes.axis(loop.set()).size();
      if (size > 0) before /= size;
      int first = axes.first(loop.set());
      int[] member = new int[total];
      int at = 0;
      for (int row = 0; row < nRows; row++) {
        Arrays.fill(member, at, at + sizes[row], first + row / before % size);
        at += sizes[row];
      }
      members.add(member);
    }
    int[] own = new int[total];
    int at = 0;
    for (int row = 0; row < nRows; row++) {
      for (int i = 0; i < sizes[row]; i++) own[at++] = firsts[row] + i;
    }
    members.add(own);
    for (Expr index : table.indices()) {
      int[] low = values(outer, with(index, inner, lower), nRows);
      int[] high = values(outer, with(index, inner, upper), nRows);
      int[] element = new int[total];
      at = 0;
      for (int row = 0; row < nRows; row++) {
        int slope = sizes[row] > 1 ? (high[row] - low[row]) / (sizes[row] - 1) : 0;
        for (int i = 0; i < sizes[row]; i++) element[at++] = low[row] + slope * i;
      }
      elements.add(element);
    }
  }

  private static Expr with(Expr index, Expr.Binder binder, Expr value) {
    return Substitution.ofValues(Map.of(binder.symbol(), value)).rewrite(index);
  }

  private int[] values(List<Expr.Binder> loops, Expr value, int count) {
    List<IndexSet> sets = loops.stream().map(Expr.Binder::set).toList();
    Expr number = new Expr.Convert(value, Type.INT, value.span());
    int[] values =
        axes.evaluate(
                new Expr.Comprehension(
                    loops, Optional.empty(), number, Type.array(Type.INT, sets), value.span()))
            .integers();
    if (values.length != count) {
      throw new IllegalStateException(values.length + " indices of " + count + " iterations");
    }
    return values;
  }

  /** Elements outside of the latent are in branches that do not run. */
  private void sort(IndexTable table, Map<Integer, int[]> arrays) {
    int total = members.get(0).length;
    int nElements = 1;
    for (IndexSet set : plate) nElements = Math.multiplyExact(nElements, axes.axis(set).size());
    int[] numbers = new int[total];
    for (int d = 0; d < plate.size(); d++) {
      int size = axes.axis(plate.get(d)).size();
      int first = axes.first(plate.get(d));
      for (int i = 0; i < total; i++) {
        int position = elements.get(d)[i] - first;
        boolean isOutside = position < 0 || position >= size || numbers[i] < 0;
        numbers[i] = isOutside ? -1 : numbers[i] * size + position;
      }
    }
    int[] starts = new int[nElements + 1];
    for (int number : numbers) if (number >= 0) starts[number + 1]++;
    for (int e = 0; e < nElements; e++) starts[e + 1] += starts[e];
    int nLoops = members.size();
    int[] iterations = new int[Math.multiplyExact(starts[nElements], nLoops)];
    int[] next = starts.clone();
    for (int i = 0; i < total; i++) {
      if (numbers[i] < 0) continue;
      int at = next[numbers[i]]++ * nLoops;
      for (int[] member : members) iterations[at++] = member[i];
    }
    arrays.put(table.starts(), starts);
    arrays.put(table.iterations(), iterations);
  }
}
