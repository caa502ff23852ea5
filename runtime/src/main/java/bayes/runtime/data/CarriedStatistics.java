package bayes.runtime.data;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a posterior needs to know of the data that it has seen, so that new ones can be added
 * without these.
 *
 * @param kept entries that are the same for all data, such as the members of sets, and known scales
 * @param tables sums over all data
 * @param cells tables of which only the cells that occur in the data are held
 * @param batches how many times data were added
 */
public record CarriedStatistics(Data kept, List<Table> tables, List<Cells> cells, int batches) {
  public CarriedStatistics {
    tables = List.copyOf(tables);
    cells = List.copyOf(cells);
  }

  /**
   * Counts of the cells that occur.
   *
   * @param name in the plan of the model
   * @param keys the indices of the cells, from 1: an array for each dimension
   * @param counts of each cell
   */
  public record Cells(String name, List<int[]> keys, double[] counts) {
    public Cells {
      keys = List.copyOf(keys);
      for (int[] key : keys) {
        if (key.length != counts.length) throw new IllegalArgumentException("not so many keys");
      }
    }
  }

  /**
   * An array of sums.
   *
   * @param name in the plan of the model
   * @param sizes of its dimensions; none of a single number
   * @param absent the value of elements of which no data have told
   * @param values the last index fastest
   */
  public record Table(String name, List<Integer> sizes, double absent, double[] values) {
    public Table {
      sizes = List.copyOf(sizes);
      int length = 1;
      for (int size : sizes) length = Math.multiplyExact(length, size);
      if (values.length != length) throw new IllegalArgumentException("not so many values");
    }

    /** A table of which no data have told anything. */
    public static Table empty(String name, List<Integer> sizes, double absent) {
      int length = 1;
      for (int size : sizes) length = Math.multiplyExact(length, size);
      double[] values = new double[length];
      Arrays.fill(values, absent);
      return new Table(name, sizes, absent, values);
    }

    /**
     * The same table over longer dimensions: old members come first.
     *
     * @param larger sizes that are no smaller
     */
    public Table grown(List<Integer> larger) {
      if (larger.equals(sizes)) return this;
      double[] grown = empty(name, larger, absent).values();
      int[] index = new int[sizes.size()];
      for (double value : values) {
        int at = 0;
        for (int d = 0; d < index.length; d++) at = at * larger.get(d) + index[d];
        grown[at] = value;
        for (int d = index.length - 1; d >= 0 && ++index[d] == sizes.get(d); d--) index[d] = 0;
      }
      return new Table(name, larger, absent, grown);
    }
  }

  /** The cells of a name. */
  public Optional<Cells> cells(String name) {
    return cells.stream().filter(table -> table.name().equals(name)).findFirst();
  }

  /** The table of a name. */
  public Optional<Table> table(String name) {
    return tables.stream().filter(table -> table.name().equals(name)).findFirst();
  }
}
