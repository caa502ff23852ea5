package bayes.runtime.data;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects values of a Java program.
 *
 * <p>Numbers of type {@code int}, {@code long}, {@code short}, {@code byte} and {@code BigInteger}
 * are integers, all others reals. Lists and arrays may be nested, the first index outermost; a map
 * holds values by label; {@code null} is a missing value. What else is given, or given twice, is a
 * mistake of the program: {@link IllegalArgumentException}.
 */
public final class DataBuilder {
  private final Map<String, DataEntry> entries = new LinkedHashMap<>();

  DataBuilder() {}

  /** A real number. */
  public DataBuilder put(String name, double value) {
    return add(name, DataValue.Number.of(value));
  }

  /** An integer. */
  public DataBuilder put(String name, int value) {
    return add(name, DataValue.Number.of(value));
  }

  /** A list of reals. */
  public DataBuilder put(String name, double[] values) {
    return add(name, DataValue.Numbers.ofReals(values));
  }

  /** A list of integers. */
  public DataBuilder put(String name, int[] values) {
    return add(name, DataValue.Numbers.ofIntegers(values));
  }

  /** A matrix (rows outermost), list, map, string, truth value, or any nesting of them. */
  public DataBuilder put(String name, @Nullable Object value) {
    return add(name, value(name, value));
  }

  /** All entries that were put. */
  public Data build() {
    return new Data(entries.values(), List.of());
  }

  private DataBuilder add(String name, DataValue value) {
    DataEntry entry = new DataEntry(name, value, new DataOrigin.JavaValue());
    if (entries.putIfAbsent(name, entry) != null) {
      throw new IllegalArgumentException("the entry `" + name + "` is given twice");
    }
    return this;
  }

  private static DataValue value(String name, @Nullable Object value) {
    if (value == null) return DataValue.Missing.MISSING;
    if (value instanceof DataValue ready) return ready;
    if (value instanceof Number number) return number(number);
    if (value instanceof CharSequence text) return new DataValue.Text(text.toString());
    if (value instanceof Boolean bool) return DataValue.Bool.of(bool);
    if (value instanceof double[] reals) return DataValue.Numbers.ofReals(reals);
    if (value instanceof int[] integers) return DataValue.Numbers.ofIntegers(integers);
    if (value instanceof long[] integers) {
      return new DataValue.Numbers(Arrays.stream(integers).asDoubleStream().toArray(), -1);
    }
    if (value instanceof boolean[] bools) {
      List<DataValue> items = new ArrayList<>(bools.length);
      for (boolean bool : bools) items.add(DataValue.Bool.of(bool));
      return new DataValue.Items(items);
    }
    if (value instanceof Object[] items) return list(name, Arrays.asList(items));
    if (value instanceof Iterable<?> items) return list(name, items);
    if (value instanceof Map<?, ?> map) return labelled(name, map);
    throw new IllegalArgumentException(
        "the entry `"
            + name
            + "` has a "
            + value.getClass().getName()
            + "; give numbers, strings, booleans, arrays, lists or maps");
  }

  private static DataValue.Number number(Number number) {
    if (number instanceof Integer
        || number instanceof Long
        || number instanceof Short
        || number instanceof Byte) {
      return DataValue.Number.of(number.longValue());
    }
    return new DataValue.Number(
        number.doubleValue(), number instanceof BigInteger, number.toString());
  }

  private static DataValue.Sequence list(String name, Iterable<?> items) {
    SequenceBuilder builder = new SequenceBuilder();
    for (Object item : items) builder.add(value(name, item));
    return builder.build();
  }

  private static DataValue.Labelled labelled(String name, Map<?, ?> map) {
    List<String> labels = new ArrayList<>(map.size());
    SequenceBuilder values = new SequenceBuilder();
    map.forEach(
        (label, value) -> {
          labels.add(String.valueOf(label));
          values.add(value(name, value));
        });
    return new DataValue.Labelled(labels, values.build());
  }
}
