package bayes.runtime.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects a list densely as long as there are only numbers, and as values from then on. */
final class SequenceBuilder {
  private double[] numbers = new double[8];
  private int size;
  private int firstReal = -1;
  private @Nullable List<DataValue> items;

  /** Adds a number without boxing it. */
  void addNumber(double value, boolean isInteger) {
    if (items != null) {
      items.add(DataValue.Number.of(value, isInteger));
      return;
    }
    if (size == numbers.length) numbers = Arrays.copyOf(numbers, size + (size >> 1));
    if (!isInteger && firstReal < 0) firstReal = size;
    numbers[size++] = value;
  }

  void add(DataValue value) {
    if (items == null && value instanceof DataValue.Number number) {
      addNumber(number.value(), number.isInteger());
    } else {
      spread().add(value);
    }
  }

  DataValue.Sequence build() {
    return items == null
        ? new DataValue.Numbers(Arrays.copyOf(numbers, size), firstReal)
        : new DataValue.Items(items);
  }

  private List<DataValue> spread() {
    List<DataValue> spread = items;
    if (spread == null) {
      spread = new ArrayList<>(size + 8);
      DataValue.Numbers dense = new DataValue.Numbers(Arrays.copyOf(numbers, size), firstReal);
      for (int i = 0; i < size; i++) spread.add(dense.get(i));
      items = spread;
      numbers = new double[0];
    }
    return spread;
  }
}
