package bayes.runtime.data;

import bayes.runtime.data.CarriedStatistics.Cells;
import bayes.runtime.data.CarriedStatistics.Table;
import bayes.runtime.data.DataValue.Labelled;
import bayes.runtime.data.DataValue.Numbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Statistics as a document of data, with four entries: {@code batches}, {@code kept} (the entries
 * that all data have in common), {@code tables}, each with its {@code sizes} and the {@code values}
 * of those elements ({@code at}, counted from 0, the last index fastest) of which data have told,
 * and {@code cells}: the {@code keys} of those that occur, and their {@code counts}.
 */
public final class StatisticsData {
  private static final DataOrigin HERE = new DataOrigin.JavaValue();

  private StatisticsData() {}

  /** The document of some statistics. */
  public static Data of(CarriedStatistics statistics) {
    List<String> names = new ArrayList<>();
    List<DataValue> kept = new ArrayList<>();
    for (DataEntry entry : statistics.kept().entries()) {
      names.add(entry.name());
      kept.add(entry.value());
    }
    List<String> tables = statistics.tables().stream().map(Table::name).toList();
    List<DataValue> values = statistics.tables().stream().map(StatisticsData::value).toList();
    List<String> sparse = statistics.cells().stream().map(Cells::name).toList();
    List<DataValue> counts = statistics.cells().stream().map(StatisticsData::value).toList();
    return entry("batches", DataValue.Number.of((long) statistics.batches()))
        .overriddenBy(entry("kept", new Labelled(names, DataValue.sequence(kept))))
        .overriddenBy(entry("tables", new Labelled(tables, DataValue.sequence(values))))
        .overriddenBy(entry("cells", new Labelled(sparse, DataValue.sequence(counts))));
  }

  private static DataValue value(Cells cells) {
    List<DataValue> keys = new ArrayList<>();
    for (int[] key : cells.keys()) keys.add(Numbers.ofIntegers(key));
    return new Labelled(
        List.of("keys", "counts"),
        DataValue.sequence(List.of(DataValue.sequence(keys), Numbers.ofReals(cells.counts()))));
  }

  private static Data entry(String name, DataValue value) {
    return Data.of(new DataEntry(name, value, HERE));
  }

  private static DataValue value(Table table) {
    double[] values = table.values();
    int told = 0;
    int[] at = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      if (values[i] != table.absent()) at[told++] = i;
    }
    double[] kept = new double[told];
    for (int i = 0; i < told; i++) kept[i] = values[at[i]];
    int[] sizes = table.sizes().stream().mapToInt(Integer::intValue).toArray();
    return new Labelled(
        List.of("sizes", "reference", "at", "values"),
        DataValue.sequence(
            List.of(
                Numbers.ofIntegers(sizes),
                DataValue.Bool.of(table.absent() != 0),
                Numbers.ofIntegers(Arrays.copyOf(at, told)),
                Numbers.ofReals(kept))));
  }

  /** The statistics of a document; empty if it is none. */
  public static Optional<CarriedStatistics> read(Data document) {
    Optional<DataValue> batches = document.find("batches").map(DataEntry::value);
    Optional<DataValue> kept = document.find("kept").map(DataEntry::value);
    Optional<DataValue> tables = document.find("tables").map(DataEntry::value);
    Optional<DataValue> cells = document.find("cells").map(DataEntry::value);
    if (!(batches.orElse(null) instanceof DataValue.Number count)
        || !(kept.orElse(null) instanceof Labelled entries)
        || !(tables.orElse(null) instanceof Labelled all)
        || !(cells.orElse(null) instanceof Labelled sparse)) {
      return Optional.empty();
    }
    Data data = Data.empty();
    DataOrigin origin = document.find("kept").orElseThrow().origin();
    for (int i = 0; i < entries.size(); i++) {
      DataEntry entry = new DataEntry(entries.labels().get(i), entries.values().get(i), origin);
      data = data.overriddenBy(Data.of(entry));
    }
    List<Table> read = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Optional<Table> table = table(all.labels().get(i), all.values().get(i));
      if (table.isEmpty()) return Optional.empty();
      read.add(table.get());
    }
    List<Cells> counted = new ArrayList<>();
    for (int i = 0; i < sparse.size(); i++) {
      Optional<Cells> table = cells(sparse.labels().get(i), sparse.values().get(i));
      if (table.isEmpty()) return Optional.empty();
      counted.add(table.get());
    }
    return Optional.of(new CarriedStatistics(data, read, counted, (int) count.value()));
  }

  private static Optional<Cells> cells(String name, DataValue value) {
    if (!(value instanceof Labelled parts)
        || !parts.labels().equals(List.of("keys", "counts"))
        || !(parts.values().get(0) instanceof DataValue.Sequence columns)) {
      return Optional.empty();
    }
    Optional<double[]> counts = numbers(parts.values().get(1));
    List<int[]> keys = new ArrayList<>();
    for (int d = 0; d < columns.size(); d++) {
      Optional<double[]> key = numbers(columns.get(d));
      if (key.isEmpty() || counts.isEmpty() || key.get().length != counts.get().length) {
        return Optional.empty();
      }
      keys.add(Arrays.stream(key.get()).mapToInt(k -> (int) k).toArray());
    }
    return counts.map(all -> new Cells(name, keys, all));
  }

  private static Optional<Table> table(String name, DataValue value) {
    if (!(value instanceof Labelled parts)
        || !parts.labels().equals(List.of("sizes", "reference", "at", "values"))
        || !(parts.values().get(1) instanceof DataValue.Bool isReference)) {
      return Optional.empty();
    }
    Optional<double[]> sizes = numbers(parts.values().get(0));
    Optional<double[]> at = numbers(parts.values().get(2));
    Optional<double[]> values = numbers(parts.values().get(3));
    if (sizes.isEmpty() || at.isEmpty() || values.isEmpty()) return Optional.empty();
    if (at.get().length != values.get().length) return Optional.empty();
    List<Integer> of = Arrays.stream(sizes.get()).mapToObj(size -> (int) size).toList();
    Table table = Table.empty(name, of, isReference.value() ? Double.POSITIVE_INFINITY : 0);
    for (int i = 0; i < at.get().length; i++) {
      double place = at.get()[i];
      if (!(place >= 0 && place < table.values().length)) return Optional.empty();
      table.values()[(int) place] = values.get()[i];
    }
    return Optional.of(table);
  }

  /** A list of numbers, which may be empty. */
  private static Optional<double[]> numbers(DataValue value) {
    if (value instanceof Numbers numbers) return Optional.of(numbers.toArray());
    boolean isNone = value instanceof DataValue.Sequence list && list.size() == 0;
    return isNone ? Optional.of(new double[0]) : Optional.empty();
  }
}
