package bayes.compiler.plan.carry;

import bayes.compiler.model.Symbol;
import bayes.compiler.plan.statistics.CellTable;
import java.util.ArrayList;
import java.util.List;

/** What is known of earlier data. No other statistic of a plan has its name. */
public sealed interface Statistic {
  /** The name under which it is saved. */
  String name();

  /** The values of all data, in the order in which they are saved. */
  List<Symbol> values();

  /**
   * An array: a sum, or what sums are relative to.
   *
   * @param value of all data
   * @param carried that of the earlier data, a data variable of its own
   * @param isReference whether it is that of the first data for good
   */
  record Array(String name, Symbol value, Symbol carried, boolean isReference)
      implements Statistic {
    @Override
    public List<Symbol> values() {
      return List.of(value);
    }

    /** What it is for elements of which no data have told. */
    public double absent() {
      return isReference ? Double.POSITIVE_INFINITY : 0;
    }
  }

  /**
   * A table of the cells that occur.
   *
   * @param table of all data
   * @param cells how many occur in the earlier data; this and what follows are data variables
   * @param keys their indices, an array for each dimension
   * @param counts of each
   */
  record Cells(CellTable.Parts table, Symbol cells, List<Symbol> keys, Symbol counts)
      implements Statistic {
    public Cells {
      keys = List.copyOf(keys);
    }

    @Override
    public String name() {
      return table.name();
    }

    @Override
    public List<Symbol> values() {
      List<Symbol> all = new ArrayList<>(table.keys());
      all.add(table.counts());
      return all;
    }
  }
}
